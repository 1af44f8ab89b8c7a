import * as tf from '@tensorflow/tfjs-core'
import { sizeOf } from '../tensors.ts'
import type { ConvolutionKernels } from './convolution-kernels.ts'
import { filterShape, outputHeight, outputWidth, type ConvolutionShape } from './convolution-shape.ts'
import { cropOrPad, dilate } from './dilate.ts'
import { frontParts } from './front-parts.ts'

/**
 * Grouped convolution out of operations that every backend has. Groups are merged into super-groups of about
 * this many channels and computed densely with zeros between the groups: on WASM a few larger products are far
 * quicker than many tiny ones.
 */
const SUPER_GROUP_CHANNELS = 32

interface SuperGroups {
  readonly count: number
  /** Groups in each. */
  readonly members: number
}

function superGroups(s: ConvolutionShape): SuperGroups {
  const perGroup = Math.max(s.inputChannels, s.outputChannels) / s.groups
  let members = Math.max(1, Math.min(s.groups, Math.floor(SUPER_GROUP_CHANNELS / perGroup)))
  while (s.groups % members !== 0) members--
  return { count: s.groups / members, members }
}

/**
 * The channels in `count` equal parts, each with the other axes of `x`. Moved to the front first: taking a part is
 * then one copy of a block, where cutting the last axis on WASM is a loop over all positions in JavaScript.
 */
function channelParts(x: tf.Tensor4D, count: number): tf.Tensor4D[] {
  if (count === 1) return [x]
  const [a, b, c, channels] = x.shape
  const size = channels / count
  const inFront = tf.transpose(tf.reshape(x, [a * b * c, count, size]), [1, 0, 2])
  return frontParts(inFront, [a, b, c, size]) as tf.Tensor4D[]
}

const joined = (parts: tf.Tensor4D[]): tf.Tensor4D =>
  parts.length === 1 ? (parts[0] as tf.Tensor4D) : tf.concat(parts, 3)

/**
 * The filter of each super-group with zeros where a channel of one group meets another group:
 * [height, width, inGroup, outputChannels] to one [height, width, members × inGroup, members × outGroup] each.
 */
function denseFilters(filter: tf.Tensor4D, { count, members }: SuperGroups): tf.Tensor4D[] {
  const [height, width, inGroup, outputChannels] = filter.shape
  const outGroup = outputChannels / (count * members)
  return channelParts(filter, count).map((own) => {
    if (members === 1) return own
    const spread = tf.mul(
      tf.reshape(own, [height * width, 1, inGroup, members, outGroup]),
      tf.reshape(tf.eye(members), [1, members, 1, members, 1]),
    )
    return tf.reshape(spread, [height, width, members * inGroup, members * outGroup]) as tf.Tensor4D
  })
}

/** Zeros around pictures; TensorFlow.js' numeric padding is wrong for filters that are not square. */
const around = (rows: number, columns: number): tf.backend_util.ExplicitPadding => [
  [0, 0],
  [rows, rows],
  [columns, columns],
  [0, 0],
]

/** In and out exchanged; with a filter turned by half a turn before, the filter of the way back. */
const exchanged = (filter: tf.Tensor4D): tf.Tensor4D => tf.transpose(filter, [0, 1, 3, 2])

function forward(x: tf.Tensor4D, filter: tf.Tensor4D, s: ConvolutionShape): tf.Tensor4D {
  return tf.tidy(() => {
    const groups = superGroups(s)
    const filters = denseFilters(filter, groups)
    const parts = channelParts(x, groups.count).map((own, part) =>
      tf.conv2d(own, filters[part] as tf.Tensor4D, s.stride, around(s.paddingHeight, s.paddingWidth)),
    )
    return joined(parts)
  })
}

function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, s: ConvolutionShape): tf.Tensor4D {
  return tf.tidy(() => {
    const groups = superGroups(s)
    // The way back of a stride is zeros between; the way back of a padding p is a padding side − 1 − p.
    const rows = s.filterHeight - 1 - s.paddingHeight
    const columns = s.filterWidth - 1 - s.paddingWidth
    const apart =
      s.stride === 1
        ? dy
        : dilate(
            dy,
            s.stride,
            s.height + s.filterHeight - 1 - 2 * rows,
            s.width + s.filterWidth - 1 - 2 * columns,
          )
    const filters = denseFilters(tf.reverse(filter, [0, 1]), groups)
    const parts = channelParts(apart, groups.count).map((own, part) =>
      tf.conv2d(own, exchanged(filters[part] as tf.Tensor4D), 1, around(rows, columns)),
    )
    return cropOrPad(joined(parts), s.height, s.width)
  })
}

/**
 * The filter's gradient is itself a convolution: pictures and channels change places in x, the gradient is the
 * filter, and the stride becomes its dilation.
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, s: ConvolutionShape): tf.Tensor4D {
  return tf.tidy(() => {
    const { count, members } = superGroups(s)
    const [filterHeight, filterWidth, inGroup] = filterShape(s)
    const outGroup = s.outputChannels / s.groups
    // Exactly as large as the taps need.
    const height = (outputHeight(s) - 1) * s.stride + filterHeight
    const width = (outputWidth(s) - 1) * s.stride + filterWidth
    const edges: [number, number][] = [
      [0, 0],
      [s.paddingHeight, 0],
      [s.paddingWidth, 0],
      [0, 0],
    ]
    const padded = cropOrPad(tf.pad(x, edges), height, width)
    const pictures = tf.transpose(padded, [3, 1, 2, 0])
    const gradients = tf.transpose(dy, [1, 2, 0, 3])
    const channels = members * inGroup
    const shape = [channels, height, width, s.batch]
    const inputs = frontParts(tf.reshape(pictures, [count, sizeOf(shape)]), shape) as tf.Tensor4D[]
    const parts = channelParts(gradients, count).map((filter, part) => {
      const taps = tf.conv2d(inputs[part] as tf.Tensor4D, filter, 1, 'valid', 'NHWC', s.stride)
      const dense = tf.transpose(taps, [1, 2, 0, 3])
      if (members === 1) return dense
      const blocks = tf.reshape(dense, [filterHeight * filterWidth, members, inGroup, members, outGroup])
      const diagonal = tf.sum(tf.mul(blocks, tf.reshape(tf.eye(members), [1, members, 1, members, 1])), 1)
      return tf.reshape(diagonal, [filterHeight, filterWidth, inGroup, members * outGroup]) as tf.Tensor4D
    })
    return joined(parts)
  })
}

export const composedConvolution: ConvolutionKernels = { forward, inputGradient, filterGradient }
