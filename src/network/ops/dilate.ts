import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import { onWebGpu } from '../webgpu/queue.ts'

const DILATE: Kernel<'x', 'result', 'count' | 'height' | 'width' | 'h' | 'w' | 'channels' | 'stride'> = {
  name: 'dilate',
  inputs: ['x'],
  outputs: ['result'],
  numbers: ['count', 'height', 'width', 'h', 'w', 'channels', 'stride'],
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let channel = index % numbers.channels;
  let column = (index / numbers.channels) % numbers.width;
  let row = (index / (numbers.channels * numbers.width)) % numbers.height;
  let picture = index / (numbers.channels * numbers.width * numbers.height);
  let from_ = vec2i(row, column) / numbers.stride;
  var value = 0.0;
  if (row % numbers.stride == 0 && column % numbers.stride == 0 && from_.x < numbers.h && from_.y < numbers.w) {
    value = x[((picture * numbers.h + from_.x) * numbers.w + from_.y) * numbers.channels + channel];
  }
  result[index] = value;
}`,
}

/**
 * Sets the positions of a strided result `stride` apart again, zeros between: the transpose of taking every
 * stride-th position. [batch, h, w, channels] to [batch, height, width, channels].
 */
export function dilate(x: tf.Tensor4D, stride: number, height: number, width: number): tf.Tensor4D {
  if (onWebGpu()) {
    const [batch, h, w, channels] = x.shape
    const count = batch * height * width * channels
    return runKernel(DILATE, {
      inputs: { x },
      outputs: { result: [batch, height, width, channels] },
      numbers: { count, height, width, h, w, channels, stride },
      workgroups: count,
      work: count,
    }).result as tf.Tensor4D
  }
  return tf.tidy(() => {
    const [batch, h, w, channels] = x.shape
    const between = stride - 1
    const rows = tf.pad(tf.reshape(x, [batch, h, 1, w * channels]), [
      [0, 0],
      [0, 0],
      [0, between],
      [0, 0],
    ])
    const both = tf.pad(tf.reshape(rows, [batch * h * stride, w, 1, channels]), [
      [0, 0],
      [0, 0],
      [0, between],
      [0, 0],
    ])
    const wide = tf.reshape(both, [batch, h * stride, w * stride, channels]) as tf.Tensor4D
    return cropOrPad(wide, height, width)
  })
}

/** Cuts or zero-pads at the far edges to [batch, height, width, channels]. */
export function cropOrPad(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  return tf.tidy(() => {
    const [batch, h, w, channels] = x.shape
    const cut =
      h > height || w > width
        ? tf.slice(x, [0, 0, 0, 0], [batch, Math.min(h, height), Math.min(w, width), channels])
        : x
    const missing = [height - cut.shape[1], width - cut.shape[2]] as const
    if (missing[0] === 0 && missing[1] === 0) return handleOn(cut)
    return tf.pad(cut, [
      [0, 0],
      [0, missing[0]],
      [0, missing[1]],
      [0, 0],
    ])
  })
}
