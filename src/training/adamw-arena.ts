import * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from '../network/gradients.ts'
import type { Parameters } from '../network/parameters.ts'
import { Arena } from '../network/webgpu/arena.ts'
import { runKernel, type Kernel } from '../network/webgpu/kernel.ts'
import type { AdamWNumbers, Moments, MomentsSnapshot, MomentValues } from './adamw.ts'

const STEP: Kernel<'gradient' | 'step_', 'weights' | 'mean' | 'square', 'count'> = {
  name: 'adamw',
  inputs: ['gradient', 'step_'],
  outputs: ['weights', 'mean', 'square'],
  numbers: ['count'],
  workgroup: [64, 1, 1],
  // `step_`: β₁, β₂, ε, keep, rate, correction.
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let g = gradient[index];
  let m = step_[0] * mean[index] + (1.0 - step_[0]) * g;
  let v = step_[1] * square[index] + (1.0 - step_[1]) * g * g;
  mean[index] = m;
  square[index] = v;
  weights[index] = weights[index] * step_[3] - step_[4] * m / (sqrt(v) / step_[5] + step_[2]);
}`,
}

/** AdamW in place, all parameters of a buffer in one dispatch. */
export class ArenaMoments implements Moments {
  readonly #weights: Arena
  readonly #mean: Arena
  readonly #square: Arena

  constructor(parameters: Parameters, weights: Arena, valuesOf: MomentValues) {
    this.#weights = weights
    this.#mean = new Arena(weights.layout)
    this.#square = new Arena(weights.layout)
    for (const name of parameters.trained) {
      const [mean, square] = [valuesOf('mean', name), valuesOf('square', name)]
      if (mean) this.#mean.write(name, mean)
      if (square) this.#square.write(name, square)
    }
  }

  step({ arena }: Gradients, { beta1, beta2, epsilon, keep, rate, correction }: AdamWNumbers): void {
    if (!arena) throw new Error('These gradients lie in no arena')
    const step_ = tf.tensor1d([beta1, beta2, epsilon, keep, rate, correction])
    this.#weights.chunks.forEach((weights, i) => {
      const chunkOf = ({ chunks }: Arena) => chunks[i] as tf.Tensor
      runKernel(STEP, {
        inputs: { gradient: chunkOf(arena), step_ },
        outputs: { weights, mean: chunkOf(this.#mean), square: chunkOf(this.#square) },
        numbers: { count: weights.size },
        workgroups: weights.size,
        work: weights.size,
      })
    })
    step_.dispose()
  }

  async snapshot(): Promise<MomentsSnapshot> {
    return { mean: await this.#mean.values(), square: await this.#square.values() }
  }

  dispose(): void {
    this.#mean.dispose()
    this.#square.dispose()
  }
}
