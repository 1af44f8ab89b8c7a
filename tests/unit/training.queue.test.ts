import { describe, expect, test } from 'vitest'
import {
  nextFold,
  queueSecondsLeft,
  shareDone,
  wholeFolds,
  type ExperimentPlan,
} from '../../src/training/queue.ts'
import { quickPreset } from '../../src/training/preset.ts'

const preset = quickPreset('wasm')
const cell = (name: string, skipped = false) => ({ name, preset, skipped })
const plan: ExperimentPlan = {
  id: 'e',
  created: 0,
  cells: [cell('a'), cell('b', true), cell('c')],
  division: 'people',
  folds: 2,
  seed: 1,
  control: false,
  tables: [],
}
const done = (cell: string, fold: number, seconds = 10, control = false) => ({
  cell,
  fold,
  weights: true,
  seconds,
  meanF1: 0.5,
  control,
})

describe('a queue', () => {
  test('goes cell by cell, fold by fold, past what is trained or skipped', () => {
    const names = []
    const trained = []
    for (let next = nextFold(plan, []); next; next = nextFold(plan, trained)) {
      names.push(`${next.cell.name}${next.fold}`)
      trained.push(done(next.cell.name, next.fold))
    }
    expect(names).toEqual(['a1', 'a2', 'c1', 'c2'])
  })

  test('a fold without its control run is not done where one is wanted', () => {
    const trained = [done('a', 1, 10, true), done('a', 2)]
    expect(wholeFolds({ ...plan, control: true }, trained)).toEqual([trained[0]])
    expect(wholeFolds(plan, trained)).toEqual(trained)
  })

  test('its share of trained folds leaves skipped cells out', () => {
    expect(shareDone(plan, [done('a', 1), done('b', 1)])).toBe(0.25)
    expect(shareDone({ ...plan, cells: [cell('b', true)] }, [])).toBe(1)
  })

  test('time left: own pace where there is one, the others’ mean where not', () => {
    expect(queueSecondsLeft(plan, [], null)).toBeNull()
    // a: one fold waits, 10 s; c: two, like a.
    expect(queueSecondsLeft(plan, [done('a', 1)], null)).toBe(30)
    // c is under way, and takes 100 s a fold: 40 s are left of its first, and its second waits.
    const current = { cell: 'c', left: 40, whole: 100 }
    expect(queueSecondsLeft(plan, [done('a', 1), done('a', 2)], current)).toBe(140)
    // With the control run every fold takes twice as long as its network's epochs.
    expect(queueSecondsLeft({ ...plan, control: true }, [done('a', 1)], null)).toBe(60)
  })
})
