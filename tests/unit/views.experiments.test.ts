import { describe, expect, it } from 'vitest'
import { MINUTE_RATE } from '../../src/lifelog/day.ts'
import type { QueueEvent, QueueOutcome } from '../../src/training/events.ts'
import { quickPreset } from '../../src/training/preset.ts'
import type { ExperimentPlan, TrainedFoldSummary } from '../../src/training/queue.ts'
import { rowsOf } from '../../src/views/experiments/cell-rows.ts'
import { Experiments } from '../../src/views/experiments/experiments.svelte.ts'
import { ExperimentForm } from '../../src/views/experiments/form.svelte.ts'

const preset = quickPreset('wasm')
const plan: ExperimentPlan = {
  id: 'e',
  created: 0,
  cells: ['a', 'b'].map((name) => ({ name, preset, skipped: false })),
  division: 'people',
  folds: 2,
  seed: 1,
  control: false,
  tables: [],
}
const trained = (cell: string, fold: number): TrainedFoldSummary => ({
  cell,
  fold,
  weights: true,
  seconds: 10,
  meanF1: 0.5 + fold / 10,
  control: false,
})

/** Experiments whose store and worker the test plays. */
function underTest() {
  const calls: string[] = []
  const store = { plans: [] as ExperimentPlan[], folds: [] as TrainedFoldSummary[] }
  const worker = {
    tell: (_: QueueEvent): void => undefined,
    end: (_: QueueOutcome): void => undefined,
  }
  const experiments = new Experiments({
    list: () => Promise.resolve(store.plans),
    foldsOf: () => Promise.resolve(store.folds),
    put: (changed) => {
      store.plans = [changed]
      return Promise.resolve()
    },
    remove: () => Promise.resolve(void calls.push('remove')),
    removeFolds: (_, cell) => Promise.resolve(void calls.push(`remove ${cell}`)),
    workThrough: (id, onEvent) => {
      calls.push(`work through ${id}`)
      worker.tell = onEvent
      return new Promise((done) => (worker.end = done))
    },
    keepEnsemble: () => Promise.reject(new Error('no room')),
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
    stop: () => calls.push('stop'),
    changed: () => Promise.resolve(),
  })
  return { experiments, store, worker, calls }
}
const soon = (): Promise<void> => new Promise((done) => setTimeout(done))

describe('experiments', () => {
  it('are worked through, and know how far they are', async () => {
    const { experiments, store, worker } = underTest()
    const run = experiments.begin(plan)
    await soon()
    expect(experiments.status).toBe('starting')
    worker.tell({ kind: 'fold', cell: 'a', fold: 1, folds: 2 })
    worker.tell({ kind: 'trained', summary: trained('a', 1) })
    expect(experiments.share).toBe(0.25)
    expect(experiments.secondsLeft).toBe(30)
    expect(rowsOf(plan, experiments.doneOf(plan), { cell: 'a', fold: 2 })[0]).toMatchObject({
      dots: '●◐',
      meanF1: 0.6,
      active: true,
      whole: false,
    })
    store.folds = [trained('a', 1), trained('a', 2), trained('b', 1), trained('b', 2)]
    worker.end({ kind: 'finished' })
    await run
    expect(experiments.busy).toBe(false)
    expect(experiments.isFinished(plan)).toBe(true)
  })

  it('go on with the next cell where the one under way is skipped', async () => {
    const { experiments, worker, calls, store } = underTest()
    const run = experiments.begin(plan)
    await soon()
    worker.tell({ kind: 'fold', cell: 'a', fold: 1, folds: 2 })
    await experiments.skip(plan, 'a', true)
    expect(calls.at(-1)).toBe('stop')
    expect(store.plans[0]?.cells.map(({ skipped }) => skipped)).toEqual([true, false])
    worker.end({ kind: 'stopped' })
    await soon()
    expect(calls.at(-1)).toBe('work through e')
    worker.end({ kind: 'finished' })
    await run
  })

  it('leave the queue alone where another cell is skipped', async () => {
    const { experiments, worker, calls } = underTest()
    const run = experiments.begin(plan)
    await soon()
    worker.tell({ kind: 'fold', cell: 'a', fold: 1, folds: 2 })
    await experiments.skip(plan, 'b', true)
    expect(calls).not.toContain('stop')
    worker.end({ kind: 'finished' })
    await run
  })

  it('say why they stopped, and can go on', async () => {
    const { experiments, worker } = underTest()
    const run = experiments.begin(plan)
    await soon()
    worker.end({ kind: 'refused', reason: 'days_changed', detail: {}, cell: 'a' })
    await run
    expect(experiments.refused?.reason).toBe('days_changed')
    const again = experiments.run('e')
    expect(experiments.refused).toBeNull()
    worker.end({ kind: 'stopped' })
    await again
    await experiments.keep(plan, 'a')
    expect(experiments.failure).toBe('no room')
    expect(experiments.keeping).toBeNull()
  })
})

describe('the form of an experiment', () => {
  const formFor = (people: number): ExperimentForm =>
    new ExperimentForm({ backend: () => 'wasm', people: () => people })

  it('never divides into more folds than there are people', () => {
    const form = formFor(3)
    expect(form.folds).toBe(3)
    form.division = 'onePerson'
    expect(form.folds).toBe(3)
    form.division = 'days'
    expect(form.folds).toBe(5)
    form.wantedFolds = NaN
    expect(form.folds).toBe(5)
    expect(formFor(1).ready).toBe(false)
    expect(formFor(2).ready).toBe(true)
    expect(formFor(0).ready).toBe(false)
  })

  it('makes every network of its lists, or of the paper’s tables', () => {
    const form = formFor(10)
    form.inputs = ['planes', 'raw']
    form.rates = [1, MINUTE_RATE]
    expect(form.runs).toBe(4 * 5)
    form.control = true
    expect(form.runs).toBe(4 * 5 * 2)
    form.kind = 'tables'
    form.tables = ['IV']
    expect(form.cells).toHaveLength(8)
    form.course = null
    form.kind = 'grid'
    expect(form.course).toBe('quick')
    const made = form.plan('id', 7)
    expect(made).toMatchObject({ id: 'id', created: 7, tables: [], folds: 5 })
    form.inputs = []
    expect(form.ready).toBe(false)
  })
})
