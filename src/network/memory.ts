import type { Architecture } from './architecture.ts'
import type { Design } from './design.ts'
import type { BackendName } from './device.ts'
import { COMPOSED, FUSED, sectionsOf, type InputSize, type Section } from './memory-layers.ts'
import { isTrained, parameterCount, sizeOf, tensorSpecs, type TensorSpec } from './tensors.ts'

const BYTES = 4

export interface MemoryForecast {
  /** Weights with their gradients and AdamW's two moments. */
  readonly parameters: number
  /** What the way forward keeps for the way back. */
  readonly activations: number
  /** The most that is alive at a time. */
  readonly total: number
}

/** What a step needs besides a plain one. */
export interface StepKind {
  readonly backend?: BackendName
  /** Whether the step is SAM's: the weights before it wait for the second pass. */
  readonly sam?: boolean
  /** Pieces of the batch whose gradients are added up; `batch` is then the size of one. */
  readonly parts?: number
}

/** What a forecast asks of a network. */
type Forecast = Pick<Design, 'specs' | 'sections'>

const ofPictures = (architecture: Architecture): Forecast => ({
  specs: (outputs, channels) => tensorSpecs(architecture, outputs, channels),
  sections: (input, need, checkpoints) => sectionsOf(architecture, input, need, checkpoints),
})

const coloured = (side: number): InputSize => ({ height: side, width: side, channels: 3 })

/**
 * `stepMemory` of a picture network with three colours.
 * @param side of the square pictures, in pixels
 */
export const trainingMemory = (
  architecture: Architecture,
  outputs: number,
  side: number,
  batch: number,
  checkpoints: boolean,
  kind: StepKind = {},
): MemoryForecast => stepMemory(ofPictures(architecture), outputs, coloured(side), batch, checkpoints, kind)

/**
 * Bytes of one training step with AdamW in float32. What the allocator holds in reserve comes on top.
 * @throws RangeError when the network can't take such an input
 */
export function stepMemory(
  network: Forecast,
  outputs: number,
  input: InputSize,
  batch: number,
  checkpoints: boolean,
  { backend = 'wasm', sam = false, parts = 1 }: StepKind = {},
): MemoryForecast {
  const need = backend === 'webgpu' ? FUSED : COMPOSED
  const specs = network.specs(outputs, input.channels)
  const weights = parameterCount(specs) * BYTES
  const largest = Math.max(...specs.map(({ shape }) => sizeOf(shape))) * BYTES
  const { kept, peak } = wayBack(
    network.sections(input, need, checkpoints),
    specs,
    batch * BYTES,
    checkpoints,
  )
  const waiting = weights * ((sam ? 1 : 0) + (parts > 1 ? 1 : 0))
  const moving = weights + need.optimiser * largest
  // The weights and both moments are there throughout.
  const total = 3 * weights + Math.max(waiting + peak, moving)
  return { parameters: 4 * weights, activations: kept, total }
}

/** Walks the network: what is kept in all, and the most that is alive on the way back, gradients included. */
function wayBack(
  sections: readonly Section[],
  specs: readonly TensorSpec[],
  scale: number,
  checkpoints: boolean,
): { kept: number; peak: number } {
  let kept = 0
  let peak = 0
  // The way back begins at the end: at a section, the gradients of all later ones are there already.
  let gradients = parameterCount(specs) * BYTES
  for (const { prefixes, input, layers } of sections) {
    let inside = 0
    for (const layer of layers) {
      inside += layer.kept * scale
      peak = Math.max(peak, kept + inside + layer.back * scale + gradients)
    }
    kept += checkpoints ? input * scale : inside
    const own = specs.filter(({ name, role }) => isTrained(role) && prefixes.some((p) => name.startsWith(p)))
    gradients -= parameterCount(own) * BYTES
  }
  return { kept, peak }
}

/**
 * What a device may use for training. WASM's heap ends at 2 GB. WebGPU does not tell how much memory there is:
 * this is what a laptop's graphics shares without trouble.
 */
export const MEMORY_BUDGET: Readonly<Record<BackendName, number>> = {
  wasm: 1.6e9,
  webgpu: 1.5e9,
  webgl: 1e9,
  cpu: 1.5e9,
}

/** How a batch is brought into a budget. */
export interface MemoryPlan {
  /** Whether each block is computed again on the way back. */
  readonly checkpoints: boolean
  /** Pieces of the batch whose gradients are added up; in each the batch statistics are its own. */
  readonly parts: number
  readonly forecast: MemoryForecast
}

/** `planStep` of a picture network with three colours. */
export const planMemory = (
  architecture: Architecture,
  outputs: number,
  side: number,
  batch: number,
  budget: number,
  kind: Omit<StepKind, 'parts'> = {},
): MemoryPlan | null => planStep(ofPictures(architecture), outputs, coloured(side), batch, budget, kind)

/**
 * The quickest way that fits: everything kept, else checkpoints, else smaller parts too. SAM takes its batch whole.
 * Null where the weights with their gradients and moments alone are too much, or a single
 * picture is.
 */
export function planStep(
  network: Forecast,
  outputs: number,
  input: InputSize,
  batch: number,
  budget: number,
  { backend, sam = false }: Omit<StepKind, 'parts'> = {},
): MemoryPlan | null {
  for (let parts = 1; parts <= (sam ? 1 : batch); parts *= 2)
    for (const checkpoints of parts === 1 ? [false, true] : [true]) {
      const size = Math.ceil(batch / parts)
      const forecast = stepMemory(network, outputs, input, size, checkpoints, { backend, sam, parts })
      if (forecast.total <= budget) return { checkpoints, parts, forecast }
    }
  return null
}
