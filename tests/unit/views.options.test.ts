import { describe, expect, it } from 'vitest'
import type { ForecastOutcome, Inspection } from '../../workers/learn-api.ts'
import { SAMPLE_SET } from '../../src/lifelog/channels.ts'
import { MINUTE_RATE } from '../../src/lifelog/day.ts'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { planMemory } from '../../src/network/memory.ts'
import { forecastOf } from '../../src/training/forecast.ts'
import { NETWORKS_FOR, quickPreset } from '../../src/training/preset.ts'
import { forecastWords, insteadWords, memoryWords } from '../../src/views/train/fit-words.ts'
import { TrainingOptions } from '../../src/views/train/options.svelte.ts'
import { transferLists } from '../../src/views/train/transfer-lists.ts'

const plan = { taken: ['a'], adapted: ['b'], replaced: [], missing: ['c'], surplus: ['d'] }
const fits: Inspection = { kind: 'fits', network: 'seresnext_mini', plan }
const preset = quickPreset('wasm')
const memory = planMemory(ARCHITECTURES.seresnext_mini, 7, preset.side, preset.batch, 1e9)!
const timing = { stepSeconds: 2, forwardSeconds: 0.1, days: 8 }
const size = { trainingDays: 16, heldOutDays: 4, control: true }
const measured: ForecastOutcome = { kind: 'measured', forecast: forecastOf(preset, memory, timing, size) }

/** Options whose worker the test plays. */
function underTest() {
  const calls: string[] = []
  const worker = {
    answer: (_: ForecastOutcome): void => undefined,
    found: fits as Inspection,
    file: new File(['?'], 'weights.safetensors') as File | null,
  }
  const options = new TrainingOptions({
    backend: () => 'wasm',
    channels: () => SAMPLE_SET,
    forecast: ({ choice }) => {
      calls.push(`forecast ${JSON.stringify(choice)}`)
      return new Promise((done) => (worker.answer = done))
    },
    cancelForecast: () => calls.push('cancel'),
    inspect: (file, { architecture }) => {
      calls.push(`inspect ${file.name} for ${architecture}`)
      return Promise.resolve(worker.found)
    },
    weights: (from) => {
      if (from !== 'file') calls.push(from)
      return Promise.resolve(worker.file)
    },
  })
  return { options, worker, calls }
}

describe('the options of a run', () => {
  it('are the quick preset until something is chosen, and again when it is taken back', () => {
    const { options } = underTest()
    expect(options.changed).toBe(false)
    options.set({ batch: 4, architecture: 'seresnext_tiny' })
    expect(options.preset).toMatchObject({
      name: 'chosen',
      batch: 4,
      architecture: 'seresnext_tiny',
      side: 112,
    })
    expect(options.choice).toEqual({ batch: 4, architecture: 'seresnext_tiny' })
    options.set({ batch: 8, architecture: 'seresnext_mini' })
    expect(options.choice).toEqual({})
    expect(options.changed).toBe(false)
  })

  it('may have another learning rate, schedule and decay than the course, and the course’s own again', () => {
    const { options } = underTest()
    options.change({ learningRate: 1e-4, weightDecay: 0.1 })
    options.change({ schedule: { kind: 'cosine', period: 200 } })
    expect(options.preset).toMatchObject({
      name: 'chosen',
      learningRate: 1e-4,
      optimiser: { weightDecay: 0.1, beta1: 0.9 },
      schedule: { kind: 'cosine', period: 200 },
    })
    options.set({ batch: 4 })
    expect(options.preset).toMatchObject({ learningRate: 1e-4, batch: 4 })
    options.set({ batch: 8 })
    options.change({ learningRate: 3e-4, weightDecay: 0.01, schedule: { kind: 'constant' } })
    expect(options.choice).toEqual({})
    expect(options.preset.name).toBe('quick')
  })

  it('belong to an input: its usual network and resolution, unless others are chosen', () => {
    const { options } = underTest()
    options.set({ architecture: 'seresnext_tiny' })
    options.set({ input: 'raw' })
    expect(options.preset).toMatchObject({ architecture: 'resnet1d_mini', rate: MINUTE_RATE, name: 'chosen' })
    options.set({ rate: 1 })
    expect(options.preset.rate).toBe(1)
    expect(options.encoding).toEqual({ input: 'raw', channels: SAMPLE_SET, rate: 1 })
    options.set({ input: 'picture' })
    expect(options.changed).toBe(false)
  })

  it('know at once what cannot be trained, and the change that helps does help', () => {
    const { options } = underTest()
    for (const architecture of NETWORKS_FOR.picture) {
      options.set({ architecture, side: 224, batch: 32, sam: true })
      const { instead } = options.fit
      expect(options.ready).toBe(options.fit.plan !== null)
      if (instead) options.set(instead)
      expect(options.ready, architecture).toBe(true)
    }
    options.reset()
    options.set({ architecture: 'resnext101_32x32d' })
    const [words] = memoryWords(options.preset, options.fit)
    expect(words).toContain('466,495,815 weights are 1.9 GB')
    expect(words).toContain('7.5 GB')
    expect(insteadWords(options.fit.instead!)).toBe('Choose instead: SE-ResNeXt-101 32×4d')
  })

  it('say when a batch is divided', () => {
    const { options } = underTest()
    options.set({ architecture: 'seresnext50_32x4d', side: 224, batch: 32 })
    expect(memoryWords(options.preset, options.fit).at(-1)).toBe(
      'A batch is computed in 2 parts, and its batch statistics are those of parts of 16.',
    )
  })

  it('forget a forecast when something else is chosen, also one that is still on its way', async () => {
    const { options, worker, calls } = underTest()
    const first = options.measure(1)
    worker.answer(measured)
    await first
    expect(options.forecast).toEqual(measured)
    options.set({ epochs: 20 })
    expect(options.forecast).toBeNull()
    const second = options.measure(1)
    options.set({ epochs: 50 })
    expect(calls).toEqual(['forecast {}', 'forecast {"epochs":20}', 'cancel'])
    worker.answer(measured)
    await second
    expect(options.forecast).toBeNull()
    expect(options.measuring).toBe('idle')
  })

  it('cancel a forecast once', async () => {
    const { options, worker, calls } = underTest()
    const running = options.measure(1)
    options.cancel()
    options.cancel()
    expect(options.measuring).toBe('cancelling')
    worker.answer({ kind: 'cancelled' })
    await running
    expect(calls).toEqual(['forecast {}', 'cancel'])
    expect(options).toMatchObject({ measuring: 'idle', forecast: null })
  })

  it('let a run start from a file only where it fits, and read it again for another network', async () => {
    const { options, worker, calls } = underTest()
    await options.startFrom('file')
    expect(options.ready).toBe(true)
    expect(options.changed).toBe(true)
    worker.found = { kind: 'other', network: 'seresnext_mini', complaints: ['a is [1]'] }
    options.set({ architecture: 'seresnext_tiny' })
    expect(options.ready).toBe(false)
    await Promise.resolve()
    expect(options.inspection?.kind).toBe('other')
    expect(options.ready).toBe(false)
    options.removeStart()
    expect(options.ready).toBe(true)
    expect(calls).toEqual([
      'inspect weights.safetensors for seresnext_mini',
      'inspect weights.safetensors for seresnext_tiny',
    ])
    worker.file = null
    await options.startFrom('file')
    expect(options.start).toBeNull()
  })
})

describe('in words', () => {
  it('a forecast counts the control run and the scores after each epoch', () => {
    // 2 runs × 10 epochs × (2 steps of 2 s + (2 × 16 + 4) pictures of 0.1 s)
    expect(measured.forecast.seconds).toBeCloseTo(20 * (4 + 3.6))
    expect(forecastWords(measured.forecast)[0]).toBe(
      'About 3 minutes in all: 40 steps of 2 s, with scores after each epoch and the control run.',
    )
    const few = forecastOf(preset, memory, timing, { ...size, trainingDays: 2 })
    expect(few).toMatchObject({ stepSeconds: 0.5, steps: 20 })
    expect(few.seconds).toBeCloseTo(20 * (0.5 + 0.8))
    const scaled = { ...measured.forecast, days: 2 }
    expect(forecastWords(scaled)[1]).toBe('Timed with 2 of the 8 days of a step, and scaled.')
  })

  it('what a file gives is counted, and every other tensor listed', () => {
    expect(transferLists(plan)).toEqual({
      taken: 2,
      all: 3,
      lists: [
        { title: 'Fitted to the number of input channels', names: ['b'] },
        { title: 'Not in the file: initial values', names: ['c'] },
        { title: 'In the file, not in the network: left out', names: ['d'] },
      ],
    })
  })
})
