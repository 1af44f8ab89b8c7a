import { designOf, type Design, type NetworkName } from './design.ts'
import type { BackendName } from './device.ts'
import type { InputSize } from './memory-layers.ts'
import { MEMORY_BUDGET, planStep, stepMemory, type MemoryPlan } from './memory.ts'
import { parameterCount } from './tensors.ts'

/** The part of a run that decides its memory. */
export interface Load {
  readonly architecture: NetworkName
  readonly batch: number
  readonly sam: boolean
}

/** What the network looks at. */
export interface Shown {
  readonly size: InputSize
  /** Lifelog channels: the branches of a network that has them. */
  readonly channels: number
  /** Networks that could look at it. */
  readonly networks: readonly NetworkName[]
}

export interface Fit {
  /** Trained numbers. */
  readonly parameters: number
  /** How the batch is brought into the budget; null where it can't be. */
  readonly plan: MemoryPlan | null
  /** Bytes of a step: as planned, or else of one day at a time. */
  readonly bytes: number
  readonly budget: number
  /** The change that helps, where there is no plan: less of one thing at a time, the network last. */
  readonly instead: Partial<Load> | null
}

/** Whether a network can be trained so on a backend, and what to choose where it can't. */
export function fitOf(load: Load, shown: Shown, outputs: number, backend: BackendName): Fit {
  const { architecture, sam } = load
  const budget = MEMORY_BUDGET[backend]
  const plan = planOf(load, shown, outputs, backend)
  const parts = sam ? 1 : load.batch
  const design = designOf(architecture, shown.channels)
  const least = stepMemory(design, outputs, shown.size, 1, true, { backend, sam, parts })
  return {
    parameters: weightsOf(design, shown, outputs),
    plan,
    bytes: (plan?.forecast ?? least).total,
    budget,
    instead: plan
      ? null
      : (changes(load, shown, outputs).find((c) => planOf({ ...load, ...c }, shown, outputs, backend)) ??
        null),
  }
}

/** How the batch is brought into the backend's budget; null where it can't be. */
export const planOf = (
  { architecture, batch, sam }: Load,
  { size, channels }: Omit<Shown, 'networks'>,
  outputs: number,
  backend: BackendName,
): MemoryPlan | null =>
  planStep(designOf(architecture, channels), outputs, size, batch, MEMORY_BUDGET[backend], { backend, sam })

const weightsOf = (design: Design, { size }: Shown, outputs: number): number =>
  parameterCount(design.specs(outputs, size.channels))

/** Without SAM, with smaller batches, then with smaller networks, the largest first. */
function changes({ architecture, batch, sam }: Load, shown: Shown, outputs: number): Partial<Load>[] {
  const halves: number[] = []
  for (let size = batch >> 1; size >= 1; size >>= 1) halves.push(size)
  const weights = (name: NetworkName): number => weightsOf(designOf(name, shown.channels), shown, outputs)
  const smaller = shown.networks
    .map((name) => ({ name, weights: weights(name) }))
    .filter((other) => other.weights < weights(architecture))
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
