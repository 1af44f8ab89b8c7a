import { ARCHITECTURES } from '../network/architecture.ts'
import { INPUT_CHANNELS, type Model } from '../network/model.ts'
import { resnext } from '../network/network.ts'
import { Parameters } from '../network/parameters.ts'
import { tensorSpecs } from '../network/tensors.ts'
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

/** A step is tried with more pictures only while it stays under so many seconds. */
const PATIENCE = 6
const GROWTH = 4
/** Grey levels of random pictures. */
const NORMALISATION = { mean: 127.5, deviation: 73.9 }

/**
 * Takes true steps of the preset on random pictures and times the last one: with the whole batch, or, where that
 * takes long, with as many pictures as patience allows, scaled.
 * @throws Stopped when the gate was stopped
 */
export async function probe(
  preset: Preset,
  memory: Memory,
  hooks: { readonly gate: Gate; checkDevice(): void },
): Promise<Timing> {
  const random = new Random(1)
  const specs = tensorSpecs(ARCHITECTURES[preset.architecture], LABELS.length, INPUT_CHANNELS)
  const parameters = Parameters.from(specs, (spec) => initialValues(spec, random))
  const network = resnext(ARCHITECTURES[preset.architecture])
  const model: Model = { network, parameters, side: preset.side, normalisation: NORMALISATION }
  const optimiser = new AdamW(preset.optimiser)
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    await hooks.gate.passed()
    const start = performance.now()
    await work()
    hooks.checkDevice()
    return (performance.now() - start) / 1000
  }
  const step = (pictures: number): Promise<number> => {
    const parts = Math.max(1, Math.round((memory.parts * pictures) / preset.batch))
    const examples = randomExamples(pictures, preset.side, random)
    return timed(async () => {
      await trainingStep(model, optimiser, examples, preset, { ...memory, parts })
      // The loss is there before the optimiser is done.
      await parameters.get('fc.bias').data()
    })
  }
  try {
    let pictures = 1
    // The first step compiles, and makes the heap grow; it can take many times as long as the next.
    await step(pictures)
    let seconds = await step(pictures)
    while (pictures < preset.batch && seconds * GROWTH < PATIENCE) {
      pictures = Math.min(preset.batch, pictures * GROWTH)
      seconds = await step(pictures)
    }
    if (seconds < PATIENCE && pictures > 1) seconds = await step(pictures)
    const examples = randomExamples(pictures, preset.side, random)
    const forward = await timed(() => logitsOf(model, examples))
    return {
      stepSeconds: seconds * (preset.batch / pictures),
      forwardSeconds: forward / pictures,
      pictures,
    }
  } finally {
    parameters.dispose()
    optimiser.dispose()
  }
}

const randomExamples = (count: number, side: number, random: Random): Example[] =>
  Array.from({ length: count }, (_, i) => ({
    dayId: `random ${i}`,
    participant: 'nobody',
    pixels: Uint8ClampedArray.from({ length: side * side }, () => 256 * random.uniform()),
    labels: LABELS.map(() => (random.uniform() < 0.5 ? 0 : 1) as LabelValue),
  }))
