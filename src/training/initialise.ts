import { sizeOf, type TensorSpec } from '../network/tensors.ts'
import type { Random } from './random.ts'

/**
 * Values of an untrained tensor, in PyTorch's order: He's normal distribution over the fan-out for
 * convolutions, as timm does; the classifier is PyTorch's uniform. Every batch norm starts at one. timm starts
 * the last one of each bottleneck at zero, so that the block starts as its shortcut (Goyal et al. 2017, section
 * 5.1); in a run of twenty steps such blocks come to life too late: 0.35–0.40 of training loss was left on the
 * sample days, against 0.18–0.20 (three seeds).
 */
export function initialValues(spec: TensorSpec, random: Random): Float32Array {
  const values = new Float32Array(sizeOf(spec.shape))
  const [out = 1, into = 1, height = 1, width = 1] = spec.shape
  switch (spec.role) {
    case 'convolution': {
      const spread = Math.sqrt(2 / (out * height * width))
      return values.map(() => spread * random.normal())
    }
    case 'linear': {
      const bound = 1 / Math.sqrt(into)
      return values.map(() => bound * (2 * random.uniform() - 1))
    }
    case 'gamma':
      return values.fill(1)
    case 'runningVar':
      return values.fill(1)
    case 'beta':
    case 'bias':
    case 'runningMean':
      return values
  }
}
