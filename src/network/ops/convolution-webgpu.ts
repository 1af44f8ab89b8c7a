import type * as tf from '@tensorflow/tfjs-core'
import { sizeOf } from '../tensors.ts'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import type { ConvolutionKernels } from './convolution-kernels.ts'
import {
  filterShape,
  inputShape,
  outputHeight,
  outputShape,
  outputWidth,
  type ConvolutionShape,
} from './convolution-shape.ts'
import { filterGradient, FORWARD, INPUT_GRADIENT, type ConvolutionNumber } from './convolution-shaders.ts'
import { joinParts } from './join-parts-webgpu.ts'

type Numbers = Readonly<Record<ConvolutionNumber, number>>

const positionsOf = (s: ConvolutionShape): number => s.batch * outputHeight(s) * outputWidth(s)

const numbersOf = (s: ConvolutionShape, count: number): Numbers => ({
  height: s.height,
  width: s.width,
  inChannels: s.inputChannels,
  outHeight: outputHeight(s),
  outWidth: outputWidth(s),
  outChannels: s.outputChannels,
  filterHeight: s.filterHeight,
  filterWidth: s.filterWidth,
  stride: s.stride,
  paddingHeight: s.paddingHeight,
  paddingWidth: s.paddingWidth,
  inGroup: s.inputChannels / s.groups,
  outGroup: s.outputChannels / s.groups,
  positions: positionsOf(s),
  partPositions: positionsOf(s),
  count,
})

/** Multiply-additions of any of the three directions. */
const workOf = (s: ConvolutionShape): number => positionsOf(s) * sizeOf(filterShape(s))

/** One invocation for each value of the result. */
function each<Input extends string>(
  kernel: Kernel<Input, 'result', ConvolutionNumber>,
  inputs: Readonly<Record<Input, tf.Tensor>>,
  result: readonly number[],
  shape: ConvolutionShape,
): tf.Tensor4D {
  const count = sizeOf(result)
  return runKernel(kernel, {
    inputs,
    outputs: { result },
    numbers: numbersOf(shape, count),
    workgroups: count,
    work: workOf(shape),
  }).result as tf.Tensor4D
}

/** Fewer workgroups than this leave a graphics card idle: then positions are split, and the parts joined. */
const ENOUGH_WORKGROUPS = 256
const LEAST_POSITIONS_OF_A_PART = 1024

/** Grouped convolution in WGSL, exact for any sides, stride, padding and grouping. */
export const webgpuConvolution: ConvolutionKernels = {
  forward: (input, filter_, shape) => each(FORWARD, { input, filter_ }, outputShape(shape), shape),

  inputGradient: (gradient, filter_, shape) =>
    each(INPUT_GRADIENT, { gradient, filter_ }, inputShape(shape), shape),

  filterGradient(input, gradient, shape, into) {
    const wanted = filterShape(shape)
    const [filterHeight, filterWidth, inGroup, outputChannels] = wanted
    const positions = positionsOf(shape)
    const kernel = filterGradient(filterWidth, positions)
    const tiles = Math.ceil(outputChannels / kernel.workgroup[0])
    const rows = filterHeight * inGroup
    const parts = Math.min(
      Math.ceil(positions / LEAST_POSITIONS_OF_A_PART),
      Math.ceil(ENOUGH_WORKGROUPS / (tiles * rows)),
    )
    const destination = into ?? wanted
    const { result } = runKernel(kernel, {
      inputs: { input, gradient },
      outputs: { result: parts === 1 ? destination : [parts, ...wanted] },
      numbers: { ...numbersOf(shape, sizeOf(wanted)), partPositions: Math.ceil(positions / parts) },
      workgroups: [tiles, rows, parts],
      work: workOf(shape),
    })
    return (parts === 1 ? result : joinParts(result, destination)) as tf.Tensor4D
  },
}
