import { describe, expect, test } from 'vitest'
import { reportOf } from '../../scripts/train/report.ts'
import { foldTables } from '../../scripts/train/fold-tables.ts'
import { scoresCsv } from '../../src/training/scores-csv.ts'
import { collected } from '../../src/training/collected.ts'
import { labelScores } from '../../src/training/label-scores.ts'
import { overall } from '../../src/training/overall-scores.ts'
import { wholeExperiment } from '../../src/training/same-experiment.ts'
import { scoreWarnings } from '../../src/training/score-warnings.ts'
import { EXPERIMENT, madeUpFold } from '../fixtures/fold-records.ts'

const found = [3, 1, 2].map((fold) => ({ where: `out/fold-${fold}`, record: madeUpFold(fold) }))
const other = (change: object, where = 'elsewhere/fold-3') => [
  ...found.slice(1),
  { where, record: madeUpFold(3, { ...EXPERIMENT, ...change }) },
]

describe('folds of one experiment', () => {
  test('are put in order', () => {
    expect(wholeExperiment(found).map(({ fold }) => fold)).toEqual([1, 2, 3])
  })

  test('are refused by the folder’s name where anything differs', () => {
    expect(() => wholeExperiment(other({ seed: 2 }))).toThrow(
      'elsewhere/fold-3 is of another experiment than out/fold-1: seed is 2, not 1',
    )
    expect(() => wholeExperiment(other({ preset: { ...EXPERIMENT.preset, learningRate: 1 } }))).toThrow(
      'preset.learningRate is 1, not 0.0003',
    )
    expect(() => wholeExperiment(other({ division: 'days' }))).toThrow('division is "days", not "people"')
    expect(() => wholeExperiment(other({ days: { count: 12, sha256: 'abd' } }))).toThrow('days.sha256')
    expect(() => wholeExperiment(other({ encoding: { ...EXPERIMENT.encoding, side: 5 } }))).toThrow(
      'encoding.side is 5',
    )
  })

  test('twice there, or missing', () => {
    expect(() => wholeExperiment([...found, { where: 'copy', record: madeUpFold(2) }])).toThrow(
      'copy is fold 2, and so is out/fold-2',
    )
    expect(() => wholeExperiment(found.slice(1, 2))).toThrow('Of 3 folds these are missing: 2, 3')
    expect(() => wholeExperiment([])).toThrow('There is no fold')
  })
})

describe('put together', () => {
  const folds = wholeExperiment(found)
  const whole = collected(folds)

  test('scores are of all held-out days, and of each fold', () => {
    const network = whole.predictors.find(({ predictor }) => predictor === 'network')!
    const scores = labelScores(
      folds.flatMap(({ heldOut }) => heldOut.map(({ labels }) => labels)),
      folds.flatMap(({ answers }) => answers.network!),
    )
    expect(network.pooled.labels).toEqual(scores)
    const each = folds.map(({ heldOut, answers }) =>
      overall(
        labelScores(
          heldOut.map(({ labels }) => labels),
          answers.network!,
        ),
      ),
    )
    expect(network.overFolds.overall.challenge!.each).toEqual(each.map(({ challenge }) => challenge))
    const { low, high } = network.intervals.overall.twoClass!
    expect(low).toBeLessThan(network.pooled.overall.twoClass)
    expect(high).toBeGreaterThan(network.pooled.overall.twoClass)
  })

  test('nothing in it depends on when it was trained', () => {
    const later = folds.map((fold) => ({
      ...fold,
      history: fold.history.map((record) => ({ ...record, seconds: 99 })),
    }))
    expect(collected(later)).toEqual(whole)
    expect(JSON.stringify(whole)).not.toContain('seconds')
  })

  test('the trivial predictors stand beside, always', () => {
    expect(whole.predictors.map(({ predictor }) => predictor)).toEqual([
      'network',
      'networkTuned',
      'habit',
      'habitTwoClass',
      'allOnes',
      'majority',
    ])
    const yes = whole.predictors.find(({ predictor }) => predictor === 'allOnes')!
    expect(yes.pooled.labels.every(({ recall, rocArea }) => recall === 1 && rocArea === 0.5)).toBe(true)
    expect(whole.calibration.all.bins.reduce((sum, { days }) => sum + days, 0)).toBe(12 * 7)
  })
})

describe('warnings', () => {
  test('of one class, by fold', () => {
    expect(scoreWarnings(wholeExperiment(found))).toEqual([
      { kind: 'oneClass', label: 'Q2', side: 'heldOut', folds: [2] },
    ])
  })

  test('of people on both sides, and of the best epoch on its own days', () => {
    const [fold] = wholeExperiment(found)
    const experiment = { ...EXPERIMENT, preset: { ...EXPERIMENT.preset, keep: 'best' as const } }
    const both = { ...fold!, experiment, heldOutPeople: ['x1', 'p2'] }
    expect(scoreWarnings([both])).toEqual([{ kind: 'peopleOnBothSides', people: 1 }, { kind: 'bestEpoch' }])
  })
})

describe('what is written', () => {
  const whole = collected(wholeExperiment(found))

  test('the tables name every predictor, label and warning', () => {
    const text = foldTables(whole)
    for (const part of [
      'network, thresholds of training days',
      'always yes',
      'habit',
      'S4',
      '! Q2 has one class',
    ])
      expect(text).toContain(part)
    expect(text).toMatch(/ROC area/)
  })

  test('the CSV has a number, an interval and a mean over folds for each score', () => {
    const [head, ...lines] = scoresCsv(whole).trimEnd().split('\r\n')
    expect(new Set([head, ...lines].map((line) => line!.split(',').length))).toEqual(new Set([9]))
    // Six predictors; three scores of all labels, nine of each.
    expect(lines).toHaveLength(6 * (3 + 7 * 9))
    const { pooled } = whole.predictors[0]!
    expect(lines[0]).toMatch(
      new RegExp(`^network,all,positive,${pooled.overall.positive},0\\.\\d+,0\\.\\d+,`),
    )
  })

  test('the report needs nothing beside it, and its text can’t become markup', () => {
    const named = { ...whole, experiment: { ...whole.experiment, name: '<b>"&' } }
    const page = reportOf(named)
    expect(page).toContain('&lt;b&gt;&quot;&amp;')
    expect(page).not.toContain('<b>')
    for (const outside of ['<script', 'http', 'src=', 'href=', 'url(', '@import'])
      expect(page).not.toContain(outside)
    // Loss, F1, all labels and each.
    expect(page.match(/<svg/g)).toHaveLength(10)
    expect(page).not.toMatch(/NaN|undefined/)
    // A line for each fold's held-out loss, a dot a filled bin.
    expect(page.match(/<polyline/g)!.length).toBe(2 * 3 + 3 + 2 * 8)
  })
})

describe('against the others', () => {
  const folds = wholeExperiment(found)
  const whole = collected(folds)

  test('differences are of the same days, and their intervals of the same samples', () => {
    const by = (row: string) => whole.predictors.find(({ predictor }) => predictor === row)!
    const beyond = whole.beyond.find(({ than }) => than === 'allOnes')!
    const { value, interval } = beyond.overall.twoClass
    expect(value).toBeCloseTo(by('network').pooled.overall.twoClass - by('allOnes').pooled.overall.twoClass)
    expect(interval!.low).toBeLessThan(value)
    expect(interval!.high).toBeGreaterThan(value)
    // Paired: narrower than two intervals that know nothing of each other.
    const width = ({ low, high }: { low: number; high: number }): number => high - low
    expect(width(interval!)).toBeLessThan(
      width(by('network').intervals.overall.twoClass!) + width(by('allOnes').intervals.overall.twoClass!),
    )
    expect(whole.beyond.map(({ than }) => than)).not.toContain('networkTuned')
    expect(beyond.labels).toHaveLength(7)
  })

  test('each person’s right answers are counted', () => {
    expect(whole.people.map(({ participant }) => participant)).toEqual(['p2', 'p3', 'p4', 'p5', 'p6', 'p7'])
    const [person] = whole.people
    const days = folds.flatMap(({ heldOut, answers }) =>
      heldOut.flatMap((day, k) => (day.participant === 'p2' ? [{ ...day, said: answers.network![k]! }] : [])),
    )
    const marks = days.flatMap(({ labels, said }) =>
      labels.map((value, label) => said[label]! > 0.5 === (value === 1)),
    )
    expect(person).toMatchObject({ days: 2, answers: 14 })
    expect(person!.right.network).toBe(marks.filter(Boolean).length / 14)
    expect(person!.right.allOnes).toBe(
      days.flatMap(({ labels }) => labels).filter((value) => value === 1).length / 14,
    )
  })
})
