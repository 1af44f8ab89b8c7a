import { sizeOf, type TensorSpec } from './tensors.ts'

/**
 * Files keep PyTorch's layout; memory keeps what channels-last arithmetic wants: a convolution as
 * [height, width, in / groups, out], a 1×1 convolution and a linear layer as a matrix [in, out].
 */
export function memoryShape(spec: TensorSpec): number[] {
  const [out = 1, into = 1, height = 1, width = 1] = spec.shape
  if (spec.role === 'linear') return [into, out]
  if (spec.role !== 'convolution') return [...spec.shape]
  return height === 1 && width === 1 ? [into, out] : [height, width, into, out]
}

const isMatrixLike = (spec: TensorSpec): boolean => spec.role === 'linear' || spec.role === 'convolution'

/** From PyTorch's element order to memory's. */
export function toMemory(spec: TensorSpec, values: Float32Array): Float32Array {
  return reorder(spec, values, (from, to, source, target) => (target[to] = source[from] ?? NaN))
}

/** From memory's element order to PyTorch's. */
export function fromMemory(spec: TensorSpec, values: Float32Array): Float32Array {
  return reorder(spec, values, (from, to, source, target) => (target[from] = source[to] ?? NaN))
}

function reorder(
  spec: TensorSpec,
  source: Float32Array,
  move: (torch: number, memory: number, source: Float32Array, target: Float32Array) => void,
): Float32Array {
  if (source.length !== sizeOf(spec.shape))
    throw new RangeError(`${spec.name}: ${source.length} values for the shape [${spec.shape.join(', ')}]`)
  if (!isMatrixLike(spec)) return source.slice()
  const [out = 1, into = 1, height = 1, width = 1] = spec.shape
  const taps = height * width
  const target = new Float32Array(source.length)
  for (let o = 0; o < out; o++)
    for (let i = 0; i < into; i++)
      for (let tap = 0; tap < taps; tap++)
        move((o * into + i) * taps + tap, (tap * into + i) * out + o, source, target)
  return target
}
