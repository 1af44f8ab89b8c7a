import { ARCHITECTURES, type ArchitectureName } from './architecture.ts'
import type { BackendName } from './device.ts'
import { MEMORY_BUDGET, planMemory, trainingMemory, type MemoryPlan } from './memory.ts'
import { parameterCount, tensorSpecs } from './tensors.ts'

/** The part of a run that decides its memory. */
export interface Load {
  readonly architecture: ArchitectureName
  readonly side: number
  readonly batch: number
  readonly sam: boolean
}

export interface Fit {
  /** Trained numbers. */
  readonly parameters: number
  /** How the batch is brought into the budget; null where it can't be. */
  readonly plan: MemoryPlan | null
  /** Bytes of a step: as planned, or else of one picture at a time. */
  readonly bytes: number
  readonly budget: number
  /** The change that helps, where there is no plan: less of one thing at a time, the network last. */
  readonly instead: Partial<Load> | null
}

/** Whether a network can be trained so on a backend, and what to choose where it can't. */
export function fitOf(load: Load, outputs: number, backend: BackendName): Fit {
  const { architecture, side, sam } = load
  const budget = MEMORY_BUDGET[backend]
  const plan = planOf(load, outputs, backend)
  const parts = sam ? 1 : load.batch
  const least = trainingMemory(ARCHITECTURES[architecture], outputs, side, 1, true, { backend, sam, parts })
  return {
    parameters: weightsOf(architecture, outputs),
    plan,
    bytes: (plan?.forecast ?? least).total,
    budget,
    instead: plan
      ? null
      : (changes(load, outputs).find((c) => planOf({ ...load, ...c }, outputs, backend)) ?? null),
  }
}

const planOf = ({ architecture, side, batch, sam }: Load, outputs: number, backend: BackendName) =>
  planMemory(ARCHITECTURES[architecture], outputs, side, batch, MEMORY_BUDGET[backend], { backend, sam })

const weightsOf = (name: ArchitectureName, outputs: number): number =>
  parameterCount(tensorSpecs(ARCHITECTURES[name], outputs))

/** Without SAM, with smaller batches, then with smaller networks, the largest first. */
function changes({ architecture, batch, sam }: Load, outputs: number): Partial<Load>[] {
  const halves: number[] = []
  for (let size = batch >> 1; size >= 1; size >>= 1) halves.push(size)
  const own = weightsOf(architecture, outputs)
  const smaller = (Object.keys(ARCHITECTURES) as ArchitectureName[])
    .map((name) => ({ name, weights: weightsOf(name, outputs) }))
    .filter(({ weights }) => weights < own)
    .sort((a, b) => b.weights - a.weights)
  return [
    ...(sam ? [{ sam: false }] : []),
    ...(sam ? halves.map((size) => ({ batch: size })) : []),
    ...smaller.flatMap(({ name }) => [
      { architecture: name },
      ...(sam ? [{ architecture: name, sam: false }] : []),
    ]),
  ]
}
