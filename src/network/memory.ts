import { bottlenecks, type Architecture } from './architecture.ts'
import { parameterCount, tensorSpecs } from './tensors.ts'

const BYTES = 4
/** Weights, gradients and AdamW's two moments. */
const COPIES_IN_TRAINING = 4

export interface MemoryForecast {
  /** Weights with their gradients and moments. */
  readonly parameters: number
  /** What the way forward keeps for the way back. */
  readonly activations: number
  /** What the largest block needs besides while it is computed. */
  readonly working: number
  readonly total: number
}

/** What one block keeps, in values a picture. */
function blockValues(
  { width, inputChannels, outputChannels, stride, downsample }: ReturnType<typeof bottlenecks>[number],
  side: number,
): { readonly input: number; readonly inside: number; readonly outputSide: number } {
  const outputSide = Math.ceil(side / stride)
  const before = side * side
  const after = outputSide * outputSide
  // Outputs of the three convolutions and of the batch norms after them; the shortcut's convolution.
  const main = 2 * width * before + 2 * width * after + 2 * outputChannels * after
  const shortcut = downsample ? outputChannels * after + (stride > 1 ? inputChannels * after : 0) : 0
  return { input: inputChannels * before, inside: main + shortcut, outputSide }
}

/**
 * Bytes of one training step with AdamW in float32. What the allocator holds in reserve comes on top.
 * @param side of the square pictures, in pixels
 */
export function trainingMemory(
  architecture: Architecture,
  outputs: number,
  side: number,
  batch: number,
  checkpoints: boolean,
): MemoryForecast {
  const parameters = parameterCount(tensorSpecs(architecture, outputs)) * BYTES * COPIES_IN_TRAINING
  const half = Math.ceil(side / 2)
  // The stem keeps the pictures, its convolution's and batch norm's outputs, and the pool's.
  let kept = 3 * side * side + 2 * architecture.stem * half * half
  let largest = 0
  let at = Math.ceil(half / 2)
  for (const block of bottlenecks(architecture)) {
    const { input, inside, outputSide } = blockValues(block, at)
    kept += input + (checkpoints ? 0 : inside)
    largest = Math.max(largest, inside)
    at = outputSide
  }
  const activations = kept * batch * BYTES
  const working = largest * batch * BYTES * (checkpoints ? 2 : 1)
  return { parameters, activations, working, total: parameters + activations + working }
}

/**
 * What a device may use for training. WASM's heap ends at 2 GB. WebGPU does not tell how much memory there is:
 * this is what a laptop's graphics shares without trouble.
 */
export const MEMORY_BUDGET = { wasm: 1.6e9, webgpu: 1.5e9, webgl: 1e9, cpu: 1.5e9 } as const

/** How a batch is brought into a budget. */
export interface MemoryPlan {
  /** Whether each block is computed again on the way back. */
  readonly checkpoints: boolean
  /** Pieces of the batch whose gradients are added up; in each the batch statistics are its own. */
  readonly parts: number
  readonly forecast: MemoryForecast
}

/**
 * The quickest way that fits: everything kept, else checkpoints, else smaller parts too. Null where the weights
 * with their gradients and moments alone are too much, or a single picture is.
 */
export function planMemory(
  architecture: Architecture,
  outputs: number,
  side: number,
  batch: number,
  budget: number,
): MemoryPlan | null {
  for (let parts = 1; parts <= batch; parts *= 2)
    for (const checkpoints of parts === 1 ? [false, true] : [true]) {
      const forecast = trainingMemory(architecture, outputs, side, Math.ceil(batch / parts), checkpoints)
      if (forecast.total <= budget) return { checkpoints, parts, forecast }
    }
  return null
}
