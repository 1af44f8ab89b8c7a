import { sizeOf, type TensorSpec } from '../../src/network/tensors.ts'

/**
 * The counter-based generator that stands for weights and inputs of the golden files: the same numbers in any
 * language, so that no large file is needed.
 */
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
const SEED_STEP = 0x85ebca6b
const COUNTER_STEP = 0x9e3779b9

function nameSeed(name: string, seed: number): number {
  let hash = FNV_OFFSET
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, FNV_PRIME)
  return (hash + Math.imul(seed, SEED_STEP)) >>> 0
}

/** Murmur3's finaliser. */
function mixed(h: number): number {
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Uniform numbers in [0, 1), element by element. */
export function uniforms(name: string, seed: number, count: number): Float64Array {
  const start = nameSeed(name, seed)
  return Float64Array.from(
    { length: count },
    (_, i) => mixed((Math.imul(i, COUNTER_STEP) + start) >>> 0) / 2 ** 32,
  )
}

function scaleOf({ name, shape, role }: TensorSpec): (r: number) => number {
  const fan = shape.slice(1).reduce((a, b) => a * b, 1)
  if (role === 'convolution') {
    const spread = Math.sqrt(3) * Math.sqrt(2 / fan)
    return (r) => r * spread
  }
  if (role === 'linear') {
    const spread = Math.sqrt(3) * Math.sqrt(1 / fan)
    return (r) => r * spread
  }
  if (role === 'runningVar') return (r) => 1 + 0.5 * r
  if (role === 'runningMean') return (r) => 0.2 * r
  if (name.endsWith('.bn3.weight')) return (r) => 0.3 + 0.1 * r
  if (role === 'gamma') return (r) => 1 + 0.2 * r
  return (r) => 0.1 * r
}

/** A weight's values in PyTorch's order. */
export function formulaWeight(spec: TensorSpec, seed: number): Float32Array {
  const scale = scaleOf(spec)
  return Float32Array.from(uniforms(spec.name, seed, sizeOf(spec.shape)), (u) => scale(2 * u - 1))
}

const IMAGENET_MEAN = [0.485, 0.456, 0.406]
const IMAGENET_STD = [0.229, 0.224, 0.225]

/** Normalised pictures, channels last: [batch, side, side, 3]. */
export function formulaInput(seed: number, batch: number, side: number): Float32Array {
  const planes = uniforms('input', seed, batch * 3 * side * side)
  const values = new Float32Array(planes.length)
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < 3; c++)
      for (let p = 0; p < side * side; p++) {
        const u = planes[(b * 3 + c) * side * side + p] ?? NaN
        values[(b * side * side + p) * 3 + c] = (u - (IMAGENET_MEAN[c] ?? 0)) / (IMAGENET_STD[c] ?? 1)
      }
  return values
}

/** Sequences of numbers in [−1, 1), channels last: [batch, 1, steps, channels]. */
export function formulaSequences(seed: number, batch: number, steps: number, channels: number): Float32Array {
  const rows = uniforms('input', seed, batch * channels * steps)
  const values = new Float32Array(rows.length)
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let t = 0; t < steps; t++)
        values[(b * steps + t) * channels + c] = 2 * (rows[(b * channels + c) * steps + t] ?? NaN) - 1
  return values
}

export function formulaLabels(seed: number, batch: number, labels: number): Float32Array {
  return Float32Array.from(uniforms('labels', seed, batch * labels), (u) => (u > 0.5 ? 1 : 0))
}
