import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkDevice, startBackend } from '../../src/network/backend.ts'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { encodingOf } from '../../src/inputs/encoding.ts'
import { SAMPLE_SET } from '../../src/lifelog/channels.ts'
import { LABELS, type LabelValue } from '../../src/lifelog/labels.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { writeWeights } from '../../src/network/weights/model-file.ts'
import { OtherNetwork } from '../../src/network/weights/transfer-plan.ts'
import type { Checkpoint } from '../../src/training/checkpoint.ts'
import { Experiment } from '../../src/training/experiment.ts'
import { evaluate } from '../../src/training/evaluate.ts'
import { normalisationOf, type Example } from '../../src/training/examples.ts'
import { Gate, Stopped } from '../../src/training/gate.ts'
import { quickPreset, type Preset } from '../../src/training/preset.ts'
import { probe } from '../../src/training/probe.ts'
import { Random } from '../../src/training/random.ts'
import { run, type RunHooks, type RunOptions } from '../../src/training/run.ts'
import { formulaWeight } from '../golden/formula.ts'

const SIDE = 32
const PRESET: Preset = { ...quickPreset('wasm'), side: SIDE, epochs: 3, batch: 4 }

const ENCODING = encodingOf(PRESET, SAMPLE_SET)

/** Noise pictures with a bright half that answers the first label; the others are drawn by lot. */
function examples(count: number, seed: number): Example[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, i) => {
    const bright = i % 2
    const pixels = Uint8ClampedArray.from({ length: SIDE * SIDE }, (_, at) => {
      const lit = bright === 1 && at < (SIDE * SIDE) / 2
      return 60 * random.uniform() + (lit ? 150 : 0)
    })
    const others = Array.from({ length: 6 }, () => (random.uniform() < 0.5 ? 0 : 1) as LabelValue)
    const encoded = { height: SIDE, width: SIDE, depth: 1, values: pixels }
    return { dayId: `day ${i}`, participant: `p${i}`, encoded, labels: [bright === 1 ? 1 : 0, ...others] }
  })
}

const training = examples(10, 1)
const options: RunOptions = {
  preset: PRESET,
  seed: 5,
  encoding: ENCODING,
  normalisation: normalisationOf(training.map(({ encoded }) => encoded)),
  training,
  heldOut: examples(4, 2),
  memory: { checkpoints: false, parts: 1 },
}

const hooks = (more: Partial<RunHooks> = {}): RunHooks => ({
  gate: new Gate(),
  onStep: () => undefined,
  onEpoch: () => undefined,
  onCheckpoint: () => Promise.resolve(),
  checkDevice: () => undefined,
  ...more,
})

describe('two backends', () => {
  test('WebGPU trains as WASM does, and leaves no tensors behind', { timeout: 600_000 }, async () => {
    const short: RunOptions = { ...options, preset: { ...PRESET, epochs: 2 }, training: training.slice(0, 8) }
    const losses: number[][] = []
    for (const backend of ['wasm', 'webgpu'] as const) {
      expect((await startBackend([backend], true)).backend).toBe(backend)
      const before = tf.memory().numTensors
      const { history, model } = await run(short, hooks({ checkDevice }))
      model.parameters.dispose()
      expect(tf.memory().numTensors).toBe(before)
      losses.push(history.flatMap(({ loss, validationLoss }) => [loss, validationLoss]))
    }
    expect(losses[0]).toHaveLength(4)
    // Adam's first steps follow the sign of the gradient, so that rounding shows in the third digit.
    losses[1]?.forEach((loss, i) => expect(Math.abs(loss - (losses[0]?.[i] ?? NaN))).toBeLessThan(0.01))
  })
})

describe('a run on WASM', () => {
  let weightsFile: Promise<Uint8Array>
  beforeAll(async () => {
    expect((await startBackend(['wasm'])).backend).toBe('wasm')
    const specs = tensorSpecs(ARCHITECTURES.seresnext_mini, LABELS.length)
    const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, 1))
    weightsFile = writeWeights(parameters, {})
    await weightsFile
    parameters.dispose()
  })

  test.each<[string, RunOptions]>([
    ['plain steps', options],
    ['SAM', { ...options, preset: { ...PRESET, sam: true } }],
    ['a batch in parts, each block computed again', { ...options, memory: { checkpoints: true, parts: 2 } }],
    ['the best epoch is kept', { ...options, preset: { ...PRESET, keep: 'best', augmented: true } }],
    ['weights from a file', { ...options, start: () => weightsFile }],
  ])(
    'ends bit-equal when it goes on from a checkpoint, and leaves nothing behind: %s',
    async (_, options) => {
      const before = tf.memory().numTensors
      const checkpoints: Checkpoint[] = []
      const whole = await run(
        options,
        hooks({ onCheckpoint: (checkpoint) => Promise.resolve(void checkpoints.push(checkpoint)) }),
      )
      expect(checkpoints).toHaveLength(PRESET.epochs - 1)
      const resumed = await run({ ...options, start: undefined }, hooks(), checkpoints[0])
      expect(await resumed.model.parameters.snapshot()).toEqual(await whole.model.parameters.snapshot())
      const figures = ({ loss, validationLoss }: { loss: number; validationLoss: number }) => [
        loss,
        validationLoss,
      ]
      expect(resumed.history.map(figures)).toEqual(whole.history.map(figures))
      expect(resumed.keptEpoch).toBe(whole.keptEpoch)
      expect(whole.history.at(-1)?.loss).toBeLessThan(whole.history[0]?.loss ?? 0)
      whole.model.parameters.dispose()
      resumed.model.parameters.dispose()
      expect(tf.memory().numTensors).toBe(before)
    },
  )

  test('keeps the weights of the epoch that scored best, and ends where the stop rule says', async () => {
    const preset = { ...PRESET, keep: 'best', epochs: 4 } as const
    const { model, history, keptEpoch } = await run({ ...options, preset }, hooks())
    const f1s = history.map(({ validationF1 }) => validationF1)
    expect(keptEpoch).toBe(1 + f1s.indexOf(Math.max(...f1s)))
    const { f1 } = await evaluate(model, options.heldOut)
    model.parameters.dispose()
    expect(f1.mean).toBe(f1s[keptEpoch - 1])
    const stop = { loss: 0, from: 2 }
    const stopped = await run({ ...options, preset: { ...preset, stop } }, hooks())
    stopped.model.parameters.dispose()
    expect(stopped.history).toHaveLength(2)
  })

  test('goes on from a file where its own training ended', async () => {
    const { model, history } = await run(options, hooks())
    const file = await writeWeights(model.parameters, {})
    model.parameters.dispose()
    const short = { ...options, preset: { ...PRESET, epochs: 1 } }
    const again = await run({ ...short, start: () => Promise.resolve(file) }, hooks())
    again.model.parameters.dispose()
    expect(again.history[0]?.loss).toBeLessThan((history[0]?.loss ?? 0) * 0.8)
  })

  test('a file of another network starts nothing, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors
    const preset = { ...PRESET, architecture: 'seresnext_tiny' } as const
    const start = () => weightsFile
    await expect(run({ ...options, preset, start }, hooks())).rejects.toBeInstanceOf(OtherNetwork)
    expect(tf.memory().numTensors).toBe(before)
  })

  test('a probe times true steps of the preset, stops when told to, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors
    for (const sam of [false, true]) {
      const preset = { ...PRESET, sam }
      const { stepSeconds, forwardSeconds, days } = await probe(preset, ENCODING, options.memory, hooks())
      expect(days).toBe(PRESET.batch)
      expect(stepSeconds).toBeGreaterThan(forwardSeconds * PRESET.batch)
      expect(stepSeconds).toBeLessThan(10)
    }
    const gate = new Gate()
    gate.stop()
    await expect(probe(PRESET, ENCODING, options.memory, hooks({ gate }))).rejects.toBeInstanceOf(Stopped)
    expect(tf.memory().numTensors).toBe(before)
  })

  test('learns: the loss falls by more than a fifth in three epochs', async () => {
    const { history, model } = await run(options, hooks())
    model.parameters.dispose()
    expect(history.at(-1)?.loss).toBeLessThan((history[0]?.loss ?? 0) * 0.8)
  })

  test('stops where it is told to, and frees what it held', async () => {
    const before = tf.memory().numTensors
    const gate = new Gate()
    let steps = 0
    const onStep = () => {
      steps++
      if (steps === 2) gate.stop()
    }
    await expect(run(options, hooks({ gate, onStep }))).rejects.toBeInstanceOf(Stopped)
    expect(steps).toBe(2)
    expect(tf.memory().numTensors).toBe(before)
  })

  test('waits while paused', async () => {
    const gate = new Gate()
    let steps = 0
    const running = run(options, hooks({ gate, onStep: () => (steps++ === 0 ? gate.pause() : undefined) }))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(steps).toBe(1)
    gate.resume()
    const { model } = await running
    model.parameters.dispose()
    expect(steps).toBe(9)
  })

  test('a control run that is skipped leaves the network and its scores', async () => {
    const experiment = new Experiment()
    const phases: string[] = []
    let trained = 0
    const data = {
      training,
      heldOut: options.heldOut,
      trainingPeople: [],
      heldOutPeople: [],
      cuts: new Map(),
      normalisation: options.normalisation,
      oneClass: [],
      oneClassHeldOut: [],
    }
    const scores = await experiment.start(
      { preset: PRESET, encoding: ENCODING, seed: 5, data, memory: options.memory, control: true },
      {
        onStart: (phase) => phases.push(phase),
        onEvent: ({ phase }) => (phase === 'shuffledLabels' ? experiment.skipControl() : undefined),
        onTrained: () => Promise.resolve(void trained++),
        onCheckpoint: () => Promise.resolve(),
        checkDevice: () => undefined,
      },
    )
    expect(phases).toEqual(['network', 'shuffledLabels'])
    expect(trained).toBe(1)
    expect(scores.map(({ predictor }) => predictor)).toEqual(['network', 'allOnes', 'majority'])
  })
})
