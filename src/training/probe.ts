import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import { inputSizeOf, type InputSize } from '../inputs/input-size.ts'
import type { Model } from '../network/model.ts'
import { networkOf } from '../network/networks.ts'
import { Parameters } from '../network/parameters.ts'
import { LABELS, type LabelValue } from '../lifelog/labels.ts'
import { AdamW } from './adamw.ts'
import { logitsOf } from './evaluate.ts'
import type { Example } from './examples.ts'
import type { Timing } from './forecast.ts'
import type { Gate } from './gate.ts'
import { initialValues } from './initialise.ts'
import type { Preset } from './preset.ts'
import { Random } from './random.ts'
import { trainingStep, type Memory } from './run.ts'

/** A step is tried with more days only while it stays under so many seconds. */
const PATIENCE = 6
const GROWTH = 4
/**
 * Takes true steps of the preset on random days and times the last one: with the whole batch, or, where that
 * takes long, with as many days as patience allows, scaled.
 * @throws Stopped when the gate was stopped
 */
export async function probe(
  preset: Preset,
  encoding: Encoding,
  memory: Memory,
  hooks: { readonly gate: Gate; checkDevice(): void },
): Promise<Timing> {
  const random = new Random(1)
  const size = inputSizeOf(encoding)
  const network = networkOf(preset.architecture, encoding.channels.length)
  const specs = network.specs(LABELS.length, size.channels)
  const parameters = Parameters.from(specs, (spec) => initialValues(spec, random))
  // Random numbers that are what a network takes already: nothing is repeated, masked or scaled.
  const as = { input: 'spectrogram' } as const
  const normalisation = {
    mean: new Array<number>(size.channels).fill(0),
    deviation: new Array<number>(size.channels).fill(1),
  }
  const model: Model = { network: network.operation, parameters, encoding: as, normalisation }
  const randomDays = (count: number): Example[] => randomExamples(count, size, random)
  const optimiser = new AdamW(preset.optimiser)
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    await hooks.gate.passed()
    const start = performance.now()
    await work()
    hooks.checkDevice()
    return (performance.now() - start) / 1000
  }
  const step = (days: number): Promise<number> => {
    const parts = Math.max(1, Math.round((memory.parts * days) / preset.batch))
    const examples = randomDays(days)
    return timed(async () => {
      await trainingStep(model, optimiser, examples, preset, { ...memory, parts })
      // The loss is there before the optimiser is done.
      await parameters.get('fc.bias').data()
    })
  }
  try {
    let days = 1
    // The first step compiles, and makes the heap grow; it can take many times as long as the next.
    await step(days)
    let seconds = await step(days)
    while (days < preset.batch && seconds * GROWTH < PATIENCE) {
      days = Math.min(preset.batch, days * GROWTH)
      seconds = await step(days)
    }
    if (seconds < PATIENCE && days > 1) seconds = await step(days)
    const examples = randomDays(days)
    const forward = await timed(() => logitsOf(model, examples))
    return {
      stepSeconds: seconds * (preset.batch / days),
      forwardSeconds: forward / days,
      days,
    }
  } finally {
    parameters.dispose()
    optimiser.dispose()
  }
}

const randomExamples = (
  count: number,
  { height, width, channels: depth }: InputSize,
  random: Random,
): Example[] =>
  Array.from({ length: count }, (_, i) => ({
    dayId: `random ${i}`,
    participant: 'nobody',
    encoded: randomDay(height, width, depth, random),
    labels: LABELS.map(() => (random.uniform() < 0.5 ? 0 : 1) as LabelValue),
  }))

const randomDay = (height: number, width: number, depth: number, random: Random): EncodedDay => ({
  height,
  width,
  depth,
  values: Float32Array.from({ length: height * width * depth }, () => 2 * random.uniform() - 1),
})
