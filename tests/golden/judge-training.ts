import * as tf from '@tensorflow/tfjs-core'
import { AdamW, ADAMW } from '../../src/training/adamw.ts'
import { samStep } from '../../src/training/sam.ts'
import { lossAndGradients } from '../../src/training/step.ts'
import type { NetworkCase } from './network-case.ts'
import { judged, largest, nothingToCompare, relativeError, type Quantity, type Wanted } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

const HEAD = 16
const LEARNING_RATE = 5e-5
const WEIGHT_DECAY = 0.1
const STEPS = 3
/** Below this share of the tensor's largest gradient Adam's first step is decided by rounding. */
const TINY = 1e-3

const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, g) => sum + g * g, 0))

/** `train.*`: one pass in training mode; gradients, loss and what it did to the running statistics. */
export async function* judgeGradients(of: NetworkCase, wanted: Wanted): AsyncGenerator<Quantity> {
  const keys = of.keys('train.').filter(wanted)
  if (keys.length === 0) return
  const { fileName } = of
  const parameters = of.parameters()
  const batch = of.trainingBatch()
  const { loss, logits, gradients } = lossAndGradients(of.network(), parameters, batch)
  const gradient = (name: string) => of.inFileOrder(name, gradients.get(name) as tf.Tensor)
  for (const key of keys) {
    const theirs = of.values(key) ?? new Float32Array()
    const name = key.replace(/^train\.(grad\.)?/, '').replace(/\.head$/, '')
    if (key === 'train.logits' || key === 'train.loss') {
      const ours = await (key === 'train.loss' ? loss : logits).data()
      yield judged(fileName, key, relativeError(ours, theirs), TOLERANCE.inference)
    } else if (key === 'train.grad_norms') {
      const ours: number[] = []
      for (const parameter of of.parameterNames) ours.push(norm(await gradient(parameter)))
      const each = ours.map((value, i) => Math.abs(value - (theirs[i] ?? NaN)) / (theirs[i] || 1))
      yield judged(fileName, `${key} (a tensor)`, Math.max(...each), TOLERANCE.gradientNorm)
      const together = [norm(Float32Array.from(ours)), norm(theirs)] as const
      const error = Math.abs(together[0] - together[1]) / together[1]
      yield judged(fileName, `${key} (together)`, error, TOLERANCE.gradientNormsTogether)
    } else if (key.startsWith('train.grad.')) {
      const ours = await gradient(name)
      if (largest(theirs) === 0) yield nothingToCompare(fileName, key)
      else {
        // Our own largest gradient is the scale, but a wrong and huge one may not excuse itself.
        const theirNorm = of.values('train.grad_norms')?.[of.parameterNames.indexOf(name)] ?? Infinity
        const error = relativeError(ours.slice(0, theirs.length), theirs, Math.min(largest(ours), theirNorm))
        yield judged(fileName, key, error, TOLERANCE.gradientHead)
      }
    } else {
      const ours = (await parameters.values(name)).slice(0, HEAD)
      yield judged(fileName, key, relativeError(ours, theirs), TOLERANCE.runningStatistics)
    }
  }
  gradients.dispose()
  tf.dispose([loss, logits, ...Object.values(batch)])
  parameters.dispose()
}

/** `adamw.*`: three steps on the same batch; the first step's change, and the losses before each step. */
export async function* judgeAdamW(of: NetworkCase, wanted: Wanted): AsyncGenerator<Quantity> {
  const keys = of.keys('adamw.').filter(wanted)
  if (keys.length === 0) return
  const parameters = of.parameters()
  const batch = of.trainingBatch()
  const optimiser = new AdamW({ ...ADAMW, weightDecay: WEIGHT_DECAY })
  const network = of.network()
  const losses: number[] = []
  for (let step = 0; step < STEPS; step++) {
    const { loss, logits, gradients } = lossAndGradients(network, parameters, batch)
    losses.push((await loss.data())[0] ?? NaN)
    const firstGradients = new Map<string, Float32Array>()
    const changed = step === 0 ? keys.filter((key) => key.startsWith('adamw.step1.')) : []
    for (const key of changed) {
      const name = parameterOf(key)
      firstGradients.set(name, await of.inFileOrder(name, gradients.get(name) as tf.Tensor))
    }
    optimiser.step(parameters, gradients, LEARNING_RATE)
    for (const key of changed) yield await judgeChange(of, key, parameters, firstGradients)
    gradients.dispose()
    tf.dispose([loss, logits])
  }
  const theirs = of.values('adamw.losses')
  if (theirs && wanted('adamw.losses'))
    yield judged(of.fileName, 'adamw.losses', relativeError(losses, theirs), TOLERANCE.adamwLosses)
  tf.dispose(Object.values(batch))
  optimiser.dispose()
  parameters.dispose()
}

const parameterOf = (key: string): string => key.replace(/^adamw\.step1\./, '').replace(/\.head$/, '')

/** By the change, not the value: compared as values, a step never taken would pass. */
async function judgeChange(
  of: NetworkCase,
  key: string,
  parameters: { values(name: string): Promise<Float32Array> },
  gradients: ReadonlyMap<string, Float32Array>,
): Promise<Quantity> {
  const name = parameterOf(key)
  const theirs = of.values(key) ?? new Float32Array()
  const before = of.start(name)
  const after = await parameters.values(name)
  const gradient = gradients.get(name) ?? new Float32Array()
  const bar = TINY * largest(gradient)
  let worst = NaN
  for (let i = 0; i < theirs.length; i++) {
    if (Math.abs(gradient[i] ?? 0) <= bar) continue
    const start = before[i] ?? NaN
    const ours = ((after[i] ?? NaN) - start) / LEARNING_RATE
    const wanted = ((theirs[i] ?? NaN) - start) / LEARNING_RATE
    const error = Math.abs(ours - wanted)
    worst = worst >= error ? worst : error
  }
  if (Number.isNaN(worst)) return nothingToCompare(of.fileName, key)
  return judged(of.fileName, `${key} (change)`, worst, TOLERANCE.adamwChange)
}

/** `sam.losses`: per step the loss at the weights and the loss at the perturbed ones. */
export async function* judgeSam(of: NetworkCase, wanted: Wanted): AsyncGenerator<Quantity> {
  const theirs = of.values('sam.losses')
  if (!theirs || !wanted('sam.losses')) return
  const parameters = of.parameters()
  const batch = of.trainingBatch()
  const optimiser = new AdamW({ ...ADAMW, weightDecay: WEIGHT_DECAY })
  const losses: number[] = []
  for (let step = 0; step < STEPS; step++) {
    const { atWeights, atPerturbed } = samStep(of.network(), parameters, optimiser, batch, LEARNING_RATE)
    losses.push((await atWeights.data())[0] ?? NaN, (await atPerturbed.data())[0] ?? NaN)
    tf.dispose([atWeights, atPerturbed])
  }
  yield judged(of.fileName, 'sam.losses', relativeError(losses, theirs), TOLERANCE.samLosses)
  tf.dispose(Object.values(batch))
  optimiser.dispose()
  parameters.dispose()
}
