import * as tf from '@tensorflow/tfjs-core'
import { infer } from '../../src/training/step.ts'
import type { NetworkCase } from './network-case.ts'
import { judged, nothingToCompare, relativeError, largest, type Quantity, type Wanted } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

const HEAD = 16

/** The first values in the file's order, N, C, H, W, of a channels-last activation. */
function head(values: Float32Array, shape: readonly number[], count: number): number[] {
  const [, height = 1, width = 1, channels = 1] = shape
  return Array.from({ length: count }, (_, i) => {
    const channel = Math.floor(i / (height * width)) % channels
    const picture = Math.floor(i / (height * width * channels))
    const position = i % (height * width)
    return values[(picture * height * width + position) * channels + channel] ?? NaN
  })
}

function meanAndStd(values: Float32Array): [number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
  return [mean, Math.sqrt(variance)]
}

/** `eval.*`: logits, and the activations after the stem and each stage. */
export async function* judgeInference(of: NetworkCase, wanted: Wanted): AsyncGenerator<Quantity> {
  const keys = of.keys('eval.').filter(wanted)
  if (keys.length === 0) return
  const outputs = new Map<string, tf.Tensor>()
  const parameters = of.parameters()
  const pictures = of.pictures()
  const network = of.network((name, output) => outputs.set(name, tf.keep(output.clone())))
  const logits = infer(network, parameters, pictures)
  for (const key of keys) {
    const theirs = of.values(key) ?? new Float32Array()
    const [, place = '', what] = key.split('.')
    const activation = outputs.get(place)
    if (key === 'eval.logits') {
      yield judged(of.fileName, key, relativeError(await logits.data(), theirs), TOLERANCE.inference)
    } else if (activation) {
      const values = (await activation.data()) as Float32Array
      const ours = what === 'head' ? head(values, activation.shape, HEAD) : meanAndStd(values)
      if (largest(theirs) === 0) yield nothingToCompare(of.fileName, key)
      else yield judged(of.fileName, key, relativeError(ours, theirs), TOLERANCE.inference)
    }
  }
  tf.dispose([logits, pictures, ...outputs.values()])
  parameters.dispose()
}
