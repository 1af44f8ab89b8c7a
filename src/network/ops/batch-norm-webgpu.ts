import * as tf from '@tensorflow/tfjs-core'
import { floatBits } from '../webgpu/elementwise.ts'
import { runKernel, type Destination } from '../webgpu/kernel.ts'
import { unbiased, type BatchNormKernels } from './batch-norm-kernels.ts'
import {
  CHANNELS,
  inputGradient,
  joinMoments,
  joinSums,
  moments,
  normalise,
  PART_ROWS,
  partSums,
} from './batch-norm-shaders.ts'

const partsOf = (rows: number): number => Math.ceil(rows / PART_ROWS)
const groupsOf = (channels: number, parts: number) => [Math.ceil(channels / CHANNELS), parts, 1] as const

export const webgpuBatchNorm: BatchNormKernels = {
  moments(x, running) {
    const [rows, channels] = x.shape
    const parts = partsOf(rows)
    const numbers = {
      rows,
      channels,
      parts,
      momentum: floatBits(running?.momentum ?? 0),
      unbiased: floatBits(unbiased(rows)),
    }
    const work = x.size
    const moved = running && { mean: running.mean, variance: running.variance }
    if (parts === 1) {
      const run = { inputs: { x }, numbers, workgroups: groupsOf(channels, 1), work }
      const outputs = { result: [2, channels] }
      return (
        moved
          ? runKernel(moments(true), { ...run, outputs: { ...outputs, ...moved } })
          : runKernel(moments(false), { ...run, outputs })
      ).result as tf.Tensor2D
    }
    const { result: apart } = runKernel(moments(false), {
      inputs: { x },
      outputs: { result: [parts, 2, channels] },
      numbers,
      workgroups: groupsOf(channels, parts),
      work,
    })
    const run = { inputs: { apart }, numbers, workgroups: channels, work: apart.size }
    const outputs = { result: [2, channels] }
    const { result } = moved
      ? runKernel(joinMoments(true), { ...run, outputs: { ...outputs, ...moved } })
      : runKernel(joinMoments(false), { ...run, outputs })
    apart.dispose()
    return result as tf.Tensor2D
  },

  normalise: (x, moments, gamma, beta, relu) =>
    runKernel(normalise(relu), {
      inputs: { x, moments, gamma, beta },
      outputs: { result: x.shape },
      numbers: { count: x.size, channels: x.shape[1] },
      workgroups: x.size,
      work: x.size,
    }).result as tf.Tensor2D,

  gradients(dy, x, moments, gamma, output, into) {
    const [rows, channels] = x.shape
    const relu = output !== null
    // Where no ReLU followed, the kernel has no such array and does not ask for it.
    const seen = { dy, x, moments, output: output ?? dy }
    const wanted = { gamma: into.gamma ?? [channels], beta: into.beta ?? [channels] }
    const parts = partsOf(rows)
    const run = {
      inputs: seen,
      workgroups: groupsOf(channels, parts),
      numbers: { rows, channels },
      work: x.size,
    }
    const apart: Record<'gamma' | 'beta', Destination> =
      parts > 1 ? { gamma: [parts, channels], beta: [parts, channels] } : wanted
    let sums = runKernel(partSums(relu), { ...run, outputs: apart })
    if (parts > 1) {
      const joined = runKernel(joinSums, {
        inputs: { gammaParts: sums.gamma, betaParts: sums.beta },
        outputs: wanted,
        numbers: { channels, parts },
        workgroups: channels,
        work: parts * channels,
      })
      tf.dispose([sums.gamma, sums.beta])
      sums = joined
    }
    const { result } = runKernel(inputGradient(relu), {
      inputs: { ...seen, gamma, gammaSum: sums.gamma, betaSum: sums.beta },
      outputs: { result: x.shape },
      numbers: { count: x.size, channels, rows },
      workgroups: x.size,
      work: x.size,
    })
    return { input: result as tf.Tensor2D, gamma: sums.gamma, beta: sums.beta }
  },
}
