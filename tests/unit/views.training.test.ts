import { describe, expect, it } from 'vitest'
import { encodingOf } from '../../src/inputs/encoding.ts'
import { SAMPLE_SET } from '../../src/lifelog/channels.ts'
import type { Device } from '../../src/network/device.ts'
import type { TrainingEvent, TrainingOutcome } from '../../src/training/events.ts'
import { quickPreset } from '../../src/training/preset.ts'
import { Training, type TrainingTools } from '../../src/views/train/training.svelte.ts'

const device: Device = { backend: 'wasm', name: 'WebAssembly', threads: 2, givenUp: [] }
const started = (phase: 'network' | 'shuffledLabels'): TrainingEvent => ({
  kind: 'started',
  phase,
  device,
  preset: quickPreset('wasm'),
  encoding: encodingOf(quickPreset('wasm'), SAMPLE_SET),
  batchParts: 1,
  stepsAnEpoch: 2,
  parameters: 1,
  trainingDays: 13,
  heldOutDays: 4,
  trainingPeople: [],
  heldOutPeople: [],
})
const step = (phase: 'network' | 'shuffledLabels', epoch: number, at: number): TrainingEvent => ({
  kind: 'step',
  phase,
  epoch,
  step: at,
  loss: 0.5,
  secondsLeft: 30,
})
const record = {
  epoch: 1,
  loss: 0.6,
  validationLoss: 0.7,
  trainingF1: 0.5,
  validationF1: 0.4,
  learningRate: 1e-4,
  seconds: 3,
}

const cutOff = { phase: 'network', epoch: 4, epochs: 10 } as const

/** A run whose events and end the test chooses. */
function underTest(): {
  training: Training
  tell: (event: TrainingEvent) => void
  end: (outcome: TrainingOutcome) => void
  fail: (error: Error) => void
  calls: string[]
} {
  const calls: string[] = []
  const run = {
    tell: (_: TrainingEvent): void => undefined,
    end: (_: TrainingOutcome): void => undefined,
    fail: (_: Error): void => undefined,
  }
  const tools: TrainingTools = {
    device: () => Promise.resolve(device),
    train: ({ resume }, onEvent) => {
      if (resume) calls.push('resume the run')
      run.tell = onEvent
      return new Promise((done, failed) => {
        run.end = done
        run.fail = failed
      })
    },
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
    stop: () => calls.push('stop'),
    skipControl: () => calls.push('skip'),
    interrupted: () => Promise.resolve(cutOff),
    discardInterrupted: () => Promise.resolve(void calls.push('discard')),
    changed: () => Promise.resolve(void calls.push('changed')),
  }
  return {
    training: new Training(tools),
    tell: (event) => run.tell(event),
    end: (outcome) => run.end(outcome),
    fail: (error) => run.fail(error),
    calls,
  }
}

describe('a training run on the page', () => {
  it('counts both runs as one course', () => {
    const { training, tell } = underTest()
    void training.start(1)
    expect(training.progress).toBe(0)
    tell(started('network'))
    tell(step('network', 5, 2))
    expect(training.progress).toBeCloseTo(0.25)
    tell(started('shuffledLabels'))
    expect(training.progress).toBeCloseTo(0.5)
    tell(step('shuffledLabels', 10, 2))
    expect(training.progress).toBe(1)
  })

  it('pauses, goes on and skips the control run only where that makes sense', () => {
    const { training, tell, calls } = underTest()
    void training.start(1)
    training.pause()
    expect(calls).toEqual([])
    tell(started('network'))
    training.skipControl()
    training.pause()
    tell({ kind: 'paused' })
    expect(training.status).toBe('paused')
    training.resume()
    tell({ kind: 'resumed' })
    expect(training.status).toBe('running')
    tell(started('shuffledLabels'))
    training.skipControl()
    expect(calls).toEqual(['pause', 'resume', 'skip'])
  })

  it('keeps the records of both runs apart', () => {
    const { training, tell } = underTest()
    void training.start(1)
    tell({ kind: 'epoch', phase: 'network', record, secondsLeft: 9 })
    tell({ kind: 'epoch', phase: 'shuffledLabels', record, secondsLeft: 8 })
    expect(training.records.network).toHaveLength(1)
    expect(training.records.shuffledLabels).toHaveLength(1)
    expect(training.secondsLeft).toBe(8)
  })

  it('says where a run is not kept for later, until the next one', () => {
    const { training, tell, end } = underTest()
    void training.start(1)
    tell(started('network'))
    tell({ kind: 'unsaved' })
    expect(training).toMatchObject({ unsaved: true, status: 'running' })
    end({ kind: 'stopped' })
    return Promise.resolve().then(() => {
      expect(training.unsaved).toBe(true)
    })
  })

  it('ends as stopped, and late words do not set it going again', async () => {
    const { training, tell, end } = underTest()
    const done = training.start(1)
    tell(started('network'))
    training.stop()
    tell({ kind: 'resumed' })
    expect(training.status).toBe('stopping')
    end({ kind: 'stopped' })
    await done
    expect(training.status).toBe('stopped')
    expect(training.busy).toBe(false)
  })

  it('says why it was refused or broke off, and can be started again', async () => {
    const { training, end, fail } = underTest()
    const refused = training.start(1)
    end({ kind: 'refused', reason: 'too_few_days', detail: { days: 1 } })
    await refused
    expect(training.refused?.reason).toBe('too_few_days')
    const broken = training.start(1)
    expect(training.refused).toBeNull()
    fail(new Error('out of memory'))
    await broken
    expect(training.status).toBe('failed')
    expect(training.failure).toBe('out of memory')
    expect(training.busy).toBe(false)
    expect(training.interrupted).toEqual(cutOff)
  })

  it('offers a run that was cut off, goes on with it, or forgets it', async () => {
    const { training, calls } = underTest()
    await training.look()
    expect(training.interrupted).toEqual(cutOff)
    await training.discard()
    expect(training.interrupted).toBeNull()
    await training.look()
    void training.start(1, { resume: true })
    expect(training.interrupted).toBeNull()
    expect(calls).toEqual(['discard', 'resume the run'])
  })
})
