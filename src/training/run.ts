import * as tf from '@tensorflow/tfjs-core'
import { changed } from '../inputs/augment.ts'
import type { Encoding } from '../inputs/encoding.ts'
import { inputSizeOf } from '../inputs/input-size.ts'
import { inputsOf, type Model, type Normalisation } from '../network/model.ts'
import { frozenBy, frozenOperation } from '../network/frozen.ts'
import { networkOf, type Network } from '../network/networks.ts'
import { Parameters } from '../network/parameters.ts'
import type { TensorSpec } from '../network/tensors.ts'
import { prefixesUpTo } from '../network/stages.ts'
import { LABELS } from '../lifelog/labels.ts'
import type { MemoryPlan } from '../network/memory.ts'
import { transferWeights } from '../network/weights/transfer.ts'
import { accumulatedGradients } from './accumulate.ts'
import { AdamW } from './adamw.ts'
import type { EpochRecord } from './card.ts'
import type { BestEpoch, Checkpoint } from './checkpoint.ts'
import { evaluate } from './evaluate.ts'
import { batchOf, pieces, type Example } from './examples.ts'
import type { Gate } from './gate.ts'
import { initialValues } from './initialise.ts'
import { FrozenValues } from './keep-frozen.ts'
import type { Preset } from './preset.ts'
import { Random } from './random.ts'
import { recalibrate } from './recalibrate.ts'
import { samStep } from './sam.ts'
import { scheduleOf } from './schedules.ts'

export interface RunOptions {
  readonly preset: Preset
  readonly seed: number
  readonly encoding: Encoding
  readonly normalisation: Normalisation
  readonly training: readonly Example[]
  readonly heldOut: readonly Example[]
  /** How a batch is brought into the device's memory. */
  readonly memory: Memory
  /** Safetensors bytes to start from; initial values where there are none. */
  readonly start?: (() => Promise<Uint8Array>) | undefined
}

export type Memory = Pick<MemoryPlan, 'checkpoints' | 'parts'>

export interface RunHooks {
  readonly gate: Gate
  /** After each step; both count from 1. */
  onStep(epoch: number, step: number, loss: number): void
  onEpoch(record: EpochRecord): void
  /** After each epoch but the last: all that is needed to go on from there. */
  onCheckpoint(checkpoint: Checkpoint): Promise<void>
  /** Throws where the device has failed, so that garbage is never taken for a result. */
  checkDevice(): void
}

/**
 * After an epoch the running statistics are set by no more training days than about these, and the training score is
 * taken of them: the first of the epoch's random order, which is plenty for either.
 */
const MOST_CHECKED = 256

export interface RunResult {
  /** The caller disposes its parameters. */
  readonly model: Model
  readonly history: readonly EpochRecord[]
  /** Whose weights the model has, from 1. */
  readonly keptEpoch: number
}

export const stepsAnEpoch = (preset: Preset, trainingDays: number): number =>
  Math.ceil(trainingDays / preset.batch)

/**
 * Trains one network, from scratch or from a checkpoint. Same seed, same device, same numbers, also across an
 * interruption.
 * @throws Stopped when the gate was stopped
 */
export async function run(options: RunOptions, hooks: RunHooks, from?: Checkpoint): Promise<RunResult> {
  const { preset, encoding, normalisation, training, heldOut, memory } = options
  const random = new Random(from?.random ?? options.seed)
  const network = networkOf(preset.architecture, encoding.channels.length)
  const parameters = await beginning(network, options, random, from)
  const model: Model = { network: network.operation, parameters, encoding, normalisation }
  const frozen = frozenIn(model, preset)
  // Frozen layers use their running statistics in training as they do afterwards.
  const learning = frozen ? frozen.model : model
  const optimiser = new AdamW(preset.optimiser)
  if (from) optimiser.restore(parameters, from.tensors, from.steps)
  const history: EpochRecord[] = [...(from?.history ?? [])]
  let best: BestEpoch | undefined = from?.best
  const rates = scheduleOf(preset.schedule, preset.learningRate, preset.epochs)
  const changedExample = (example: Example): Example => ({
    ...example,
    encoded: changed(example.encoded, encoding, normalisation.deviation, random),
  })
  try {
    for (let epoch = history.length + 1; epoch <= preset.epochs; epoch++) {
      const started = performance.now()
      const learningRate = rates(epoch - 1)
      const batches = pieces(random.shuffled(training), preset.batch)
      let sum = 0
      for (const [index, examples] of batches.entries()) {
        await hooks.gate.passed()
        const shown = preset.augmented ? examples.map(changedExample) : examples
        const loss = await trainingStep(learning, optimiser, shown, { learningRate, sam: preset.sam }, memory)
        frozen?.values.putBack()
        hooks.checkDevice()
        sum += loss * examples.length
        hooks.onStep(epoch, index + 1, loss)
      }
      const checked = batches.slice(0, Math.ceil(MOST_CHECKED / preset.batch))
      recalibrateOn(
        learning,
        checked.flatMap((examples) => partsOf(examples, memory)),
      )
      await hooks.gate.passed()
      const onTraining = await evaluate(model, checked.flat())
      await hooks.gate.passed()
      const onHeldOut = await evaluate(model, heldOut)
      const record: EpochRecord = {
        epoch,
        loss: sum / training.length,
        validationLoss: onHeldOut.loss,
        trainingF1: onTraining.f1.mean,
        validationF1: onHeldOut.f1.mean,
        learningRate,
        seconds: (performance.now() - started) / 1000,
      }
      history.push(record)
      hooks.onEpoch(record)
      if (preset.keep === 'best' && isBest(history, best))
        best = { epoch, tensors: await parameters.snapshot() }
      if (preset.stop && epoch >= preset.stop.from && record.validationLoss >= preset.stop.loss) break
      if (epoch < preset.epochs)
        await hooks.onCheckpoint({
          history: [...history],
          random: random.state,
          steps: optimiser.steps,
          tensors: new Map([...(await parameters.snapshot()), ...(await optimiser.snapshot())]),
          best,
        })
    }
    if (!best || best.epoch === history.length) return { model, history, keptEpoch: history.length }
    const kept = Parameters.restore(parameters.specs, best.tensors)
    parameters.dispose()
    return { model: { ...model, parameters: kept }, history, keptEpoch: best.epoch }
  } catch (error) {
    parameters.dispose()
    throw error
  } finally {
    optimiser.dispose()
    frozen?.values.dispose()
  }
}

/** The model as it is trained where stages are frozen, and their values; null where none is. */
function frozenIn(model: Model, { frozen }: Preset): { model: Model; values: FrozenValues } | null {
  if (!frozen) return null
  const { network, parameters } = model
  const isFrozen = frozenBy(
    prefixesUpTo(frozen),
    parameters.specs.map(({ name }) => name),
  )
  return {
    model: { ...model, network: frozenOperation(network, isFrozen) },
    values: new FrozenValues(parameters, isFrozen),
  }
}

/** Whether the last epoch's held-out mean F1 is higher than the best one's before. */
const isBest = (history: readonly EpochRecord[], best: BestEpoch | undefined): boolean =>
  !best || (history.at(-1)?.validationF1 ?? 0) > (history[best.epoch - 1]?.validationF1 ?? 0)

/** The weights before the first step. Later random numbers are the same whatever was drawn for them. */
async function beginning(
  network: Network,
  { encoding, start }: RunOptions,
  random: Random,
  from?: Checkpoint,
): Promise<Parameters> {
  const specs = network.specs(LABELS.length, inputSizeOf(encoding).channels)
  if (from) return Parameters.restore(specs, from.tensors)
  const initial = (spec: TensorSpec): Float32Array => initialValues(spec, random)
  return start ? transferWeights(await start(), specs, initial).parameters : Parameters.from(specs, initial)
}

/** One step on one batch; answers with the batch's loss before it. */
export async function trainingStep(
  model: Model,
  optimiser: AdamW,
  examples: readonly Example[],
  { learningRate, sam }: Pick<Preset, 'learningRate' | 'sam'>,
  memory: Memory,
): Promise<number> {
  const { network, parameters } = model
  const batches = partsOf(examples, memory).map((part) => batchOf(part, model))
  const [whole] = batches
  if (sam && whole) {
    const { atWeights, atPerturbed } = samStep(network, parameters, optimiser, whole, learningRate, {
      checkpoints: memory.checkpoints,
    })
    const [value = NaN] = await atWeights.data()
    tf.dispose([atWeights, atPerturbed, ...Object.values(whole)])
    return value
  }
  // The running statistics are set anew at the end of the epoch; moving them here would be lost work.
  const options = { statistics: false, checkpoints: memory.checkpoints }
  const { loss, gradients } = await accumulatedGradients(network, parameters, batches, options)
  optimiser.step(parameters, gradients, learningRate)
  const [value = NaN] = await loss.data()
  gradients.dispose()
  tf.dispose([loss, ...batches.flatMap((batch) => Object.values(batch))])
  return value
}

/** A batch in the pieces that are computed one after another. */
const partsOf = (examples: readonly Example[], { parts }: Memory): Example[][] =>
  pieces(examples, Math.ceil(examples.length / parts))

function recalibrateOn(model: Model, batches: readonly Example[][]): void {
  function* inputs(): Generator<tf.Tensor> {
    for (const examples of batches)
      yield inputsOf(
        examples.map(({ encoded }) => encoded),
        model,
      )
  }
  recalibrate(model.network, model.parameters, inputs())
}
