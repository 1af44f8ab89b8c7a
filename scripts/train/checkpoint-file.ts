import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { writeSafetensors, type WritableTensor } from '../../src/network/weights/safetensors-write.ts'
import type { Checkpoint } from '../../src/training/checkpoint.ts'
import type { Phase } from '../../src/training/events.ts'
import type { FoldRecord } from '../../src/training/fold-record.ts'
import { writeWhole } from './whole-file.ts'

/** Where a fold is: what is needed to go on after its last whole epoch, to the bit. */
export interface FoldState {
  readonly phase: Phase
  /** Null where no epoch of the phase is finished. */
  readonly checkpoint: Checkpoint | null
  /** Of the network, once it is trained and its control run is under way. */
  readonly record: FoldRecord | null
}

const FILE = 'checkpoint.safetensors'
const BEST = 'best '

/** What the file's metadata hold, beside its hash. */
interface State {
  readonly of: string
  readonly phase: Phase
  readonly record: FoldRecord | null
  readonly run: (Omit<Checkpoint, 'tensors' | 'best'> & { readonly bestEpoch: number | null }) | null
}

/**
 * Written whole or not at all.
 * @param of what decides the fold's numbers; it only goes on where this is the same
 */
export function writeCheckpoint(folder: string, of: string, { phase, checkpoint, record }: FoldState): void {
  const tensors = new Map<string, WritableTensor>()
  const add = (prefix: string, values: ReadonlyMap<string, Float32Array> | undefined): void => {
    for (const [name, own] of values ?? []) tensors.set(prefix + name, { shape: [own.length], values: own })
  }
  add('', checkpoint?.tensors)
  add(BEST, checkpoint?.best?.tensors)
  const run = checkpoint && {
    history: checkpoint.history,
    random: checkpoint.random,
    steps: checkpoint.steps,
    bestEpoch: checkpoint.best?.epoch ?? null,
  }
  const state = JSON.stringify({ of, phase, record, run } satisfies State)
  writeWhole(join(folder, FILE), writeSafetensors(tensors, { state, sha256: hashOf(state, tensors) }))
}

/**
 * Where the fold was cut off; undefined where it was not.
 * @throws Error that says why what is there is of no use
 */
export function readCheckpoint(folder: string, of: string): FoldState | undefined {
  const path = join(folder, FILE)
  if (!existsSync(path)) return undefined
  const { tensors, metadata } = readSafetensors(readFileSync(path))
  const { state: text, sha256 } = metadata
  if (text === undefined || sha256 !== hashOf(text, tensors)) throw new Error('it is damaged')
  const state = JSON.parse(text) as State
  if (state.of !== of) throw new Error('it is of another run')
  const named = (best: boolean): Map<string, Float32Array> =>
    new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(BEST) === best)
        .map(([name, { values }]) => [best ? name.slice(BEST.length) : name, values]),
    )
  if (!state.run) return { phase: state.phase, checkpoint: null, record: state.record }
  const { bestEpoch, ...run } = state.run
  const best = bestEpoch === null ? undefined : { epoch: bestEpoch, tensors: named(true) }
  return { phase: state.phase, checkpoint: { ...run, tensors: named(false), best }, record: state.record }
}

export function removeCheckpoint(folder: string): void {
  for (const name of [FILE, `${FILE}.part`]) rmSync(join(folder, name), { force: true })
}

/** SHA-256 over the state and every tensor's name and values, in the file's order. */
function hashOf(
  state: string,
  tensors: ReadonlyMap<string, { readonly values: Float32Array | BigInt64Array }>,
): string {
  const hash = createHash('sha256').update(state)
  for (const [name, { values }] of tensors)
    hash.update(`\n${name}\n`).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return hash.digest('hex')
}
