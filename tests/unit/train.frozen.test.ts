import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askedGrid } from '../../scripts/train/asked-grid.ts'
import { keptDays } from '../../scripts/train/kept-days.ts'
import { startNodeBackend } from '../../scripts/train/node-backend.ts'
import { readOptions } from '../../scripts/train/options.ts'
import { divided } from '../../scripts/train/plan-cell.ts'
import { prefixesUpTo } from '../../src/network/stages.ts'
import { frozenBy } from '../../src/network/frozen.ts'
import { readSafetensors, type SafetensorsFile } from '../../src/network/weights/safetensors.ts'
import type { ModelCard } from '../../src/training/card.ts'
import type { Checkpoint } from '../../src/training/checkpoint.ts'
import { digestOfWeights } from '../../src/training/digest.ts'
import { quarterOut } from '../../src/training/folds.ts'
import { Gate } from '../../src/training/gate.ts'
import { run, type RunHooks, type RunOptions, type RunResult } from '../../src/training/run.ts'

const folder = mkdtempSync(join(tmpdir(), 'frozen-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (...names: string[]): string => join(folder, ...names)

const SCRIPT = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url))
const train = (words: string): Promise<{ stderr: string }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, ...words.split(' ')])
const read = (...names: string[]): SafetensorsFile => readSafetensors(readFileSync(at(...names)))
const same = (a?: Float32Array, b?: Float32Array): boolean =>
  Buffer.compare(
    Buffer.from(a!.buffer, a!.byteOffset, a!.byteLength),
    Buffer.from(b!.buffer, b!.byteOffset, b!.byteLength),
  ) === 0

const LOOK = '--input planes,raw --channels five --rate minute'
const RUN = `${LOOK} --kept ${at('kept')} --no-control --epochs 2 --folds 2 --fold 1`
const CELLS = { planes: 'planes-five-1-60-Hz', raw: 'raw-five-1-60-Hz' }

describe('a network that starts from a file, with frozen stages', () => {
  beforeAll(async () => {
    await train(`${LOOK} --simulate 4x2 --keep ${at('kept')}`)
    await train(`${RUN} --out ${at('first')}`)
  }, 120_000)

  test.each(Object.keys(CELLS) as (keyof typeof CELLS)[])(
    '%s: frozen tensors stay as in the file, to the bit; all others move',
    { timeout: 120_000 },
    async (input) => {
      const start = at('first', CELLS[input], 'fold-1', 'model.safetensors')
      const other = `${RUN.replace('planes,raw', input)} --seed 2 --freeze layer2 --start ${start}`
      await train(`${other} --out ${at(input)}`)
      const [before, after] = [
        readSafetensors(readFileSync(start)),
        read(input, 'fold-1', 'model.safetensors'),
      ]
      const names = [...after.tensors.keys()]
      const isFrozen = frozenBy(prefixesUpTo('layer2'), names)
      const moved = names.filter(
        (name) => !same(before.tensors.get(name)?.values, after.tensors.get(name)?.values),
      )
      expect(moved).toEqual(names.filter((name) => !isFrozen(name)))
      expect(moved.length).toBeGreaterThan(10)
      const card = JSON.parse(after.metadata['card']!) as ModelCard
      expect(card.frozen).toBe('layer2')
      expect(card.startedFrom).toMatchObject({
        file: 'model.safetensors',
        taken: names.length,
        missing: [],
        replaced: [],
      })
    },
  )

  describe.each([
    { how: 'as it is', sam: false, parts: 1 },
    { how: 'with SAM', sam: true, parts: 1 },
    { how: 'with accumulated gradients', sam: false, parts: 2 },
  ])('$how', ({ sam, parts }) => {
    test('goes on from a checkpoint to the same weights, holds frozen ones, and leaves nothing behind', async () => {
      await startNodeBackend()
      const options = readOptions(
        `--kept ${at('kept')} --input planes --channels five --rate minute`.split(' '),
      )
      const cell = keptDays(at('kept'), askedGrid(options, 'wasm')).cells[0]!.load()
      const { training, heldOut, normalisation } = divided(cell, quarterOut(cell.days, 1))
      const plan: RunOptions = {
        preset: { ...cell.preset, epochs: 2, batch: 4, frozen: 'layer1', sam },
        seed: 3,
        encoding: cell.encoding,
        normalisation,
        training,
        heldOut,
        memory: { checkpoints: false, parts },
        start: () => readFile(at('first', CELLS.planes, 'fold-1', 'model.safetensors')),
      }
      const tensors = tf.memory().numTensors
      const { model, checkpoint } = await trained(plan)
      const whole = await digestOfWeights(model.parameters)
      const start = read('first', CELLS.planes, 'fold-1', 'model.safetensors').tensors
      const names = model.parameters.specs.map(({ name }) => name)
      const moved: string[] = []
      for (const name of names)
        if (!same(start.get(name)?.values, await model.parameters.values(name))) moved.push(name)
      expect(moved).toEqual(names.filter((name) => !frozenBy(prefixesUpTo('layer1'), names)(name)))
      model.parameters.dispose()

      expect(checkpoint!.history).toHaveLength(1)
      const again = await trained(plan, checkpoint)
      expect(await digestOfWeights(again.model.parameters)).toBe(whole)
      again.model.parameters.dispose()
      expect(tf.memory().numTensors).toBe(tensors)
    }, 60_000)
  })
})

async function trained(
  plan: RunOptions,
  from?: Checkpoint,
): Promise<RunResult & { checkpoint?: Checkpoint }> {
  let last: Checkpoint | undefined
  const hooks: RunHooks = {
    gate: new Gate(),
    onStep: () => undefined,
    onEpoch: () => undefined,
    onCheckpoint: (checkpoint) => Promise.resolve(void (last = checkpoint)),
    checkDevice: () => undefined,
  }
  const result = await run(plan, hooks, from)
  return { ...result, ...(last && { checkpoint: last }) }
}
