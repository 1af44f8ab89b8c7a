import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from '../../scripts/train/checkpoint-file.ts'
import type { Checkpoint } from '../../src/training/checkpoint.ts'
import { madeUpFold } from '../fixtures/fold-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))
const FILE = join(folder, 'checkpoint.safetensors')
afterAll(() => rmSync(folder, { recursive: true }))

const record = madeUpFold(1)
const checkpoint: Checkpoint = {
  history: record.history,
  random: 4_000_000_001,
  steps: 12,
  tensors: new Map([
    ['conv1.weight', new Float32Array([1e-45, -0, 3.4e38, 0.1])],
    ['mean conv1.weight', new Float32Array([1, 2, 3, 4])],
  ]),
  best: { epoch: 1, tensors: new Map([['conv1.weight', new Float32Array([5, 6, 7, NaN])]]) },
}
const state = { phase: 'network', checkpoint, record: null } as const

beforeEach(() => writeCheckpoint(folder, 'this run', state))

test('a checkpoint comes back as it was, to the bit', () => {
  expect(readCheckpoint(folder, 'this run')).toEqual(state)
  expect(Object.is(readCheckpoint(folder, 'this run')!.checkpoint!.tensors.get('conv1.weight')![1], -0)).toBe(
    true,
  )
  const trained = { phase: 'shuffledLabels', checkpoint: null, record } as const
  writeCheckpoint(folder, 'this run', trained)
  expect(readCheckpoint(folder, 'this run')).toEqual(trained)
  expect(readdirSync(folder)).toEqual(['checkpoint.safetensors'])
})

test('one that is damaged anywhere, cut off or of another run is refused', () => {
  const bytes = readFileSync(FILE)
  for (let at = 8; at < bytes.length; at += 37) {
    const wrong = Uint8Array.from(bytes)
    wrong[at]! ^= 1
    writeFileSync(FILE, wrong)
    expect(() => readCheckpoint(folder, 'this run'), `byte ${at}`).toThrow()
  }
  writeFileSync(FILE, bytes)
  expect(() => readCheckpoint(folder, 'that run')).toThrow('of another run')
  truncateSync(FILE, bytes.length - 1)
  expect(() => readCheckpoint(folder, 'this run')).toThrow()
  truncateSync(FILE, 0)
  expect(() => readCheckpoint(folder, 'this run')).toThrow()
})

test('where there is none, or it was removed, nothing comes back', () => {
  writeFileSync(`${FILE}.part`, 'half')
  removeCheckpoint(folder)
  expect(readCheckpoint(folder, 'this run')).toBeUndefined()
  expect(existsSync(`${FILE}.part`)).toBe(false)
})
