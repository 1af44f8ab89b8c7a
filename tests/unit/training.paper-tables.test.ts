import { describe, expect, test } from 'vitest'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import { collected } from '../../src/training/collected.ts'
import { labelScore } from '../../src/training/label-scores.ts'
import { filledTables, PAPER_TABLES, paperCells, tableGrid } from '../../src/training/paper-tables.ts'
import { wholeExperiment } from '../../src/training/same-experiment.ts'
import { madeUpFold } from '../fixtures/fold-records.ts'

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length

describe('the paper’s tables', () => {
  test('Table III’s labels have Table II’s means', () => {
    const [two, three] = PAPER_TABLES
    three!.paper.forEach((row, r) => {
      expect(row[LABELS.length]).toBe(two!.paper[r]![0])
      expect(Math.abs(mean(row.slice(0, LABELS.length)) - row[LABELS.length]!)).toBeLessThan(1e-3)
    })
  })

  test('only the pictures of 11 channels had their Q3 turned', () => {
    const turned = PAPER_TABLES.flatMap((table) => paperCells(table).flat()).filter(
      ({ turned }) => turned.length > 0,
    )
    expect(turned).toHaveLength(1 + LABELS.length + 1)
    expect(turned.every(({ input, channels }) => input === 'picture' && channels === 'eleven')).toBe(true)
  })

  test('Table IV’s 11 channels hold sounds, Table II’s light', () => {
    const sets = (table: number) =>
      paperCells(PAPER_TABLES[table]!)
        .flat()
        .map(({ channels }) => CHANNEL_SETS[channels])
    expect(sets(0).flat()).toContain('light')
    expect(sets(0).flat()).not.toContain('ambience')
    expect(sets(2).map((set) => set.length)).toEqual([5, 7, 11, 18, 5, 7, 11, 18])
    expect(sets(2)[2]).toContain('ambience')
  })
})

describe('the networks that tables need', () => {
  const names = (...given: Parameters<typeof tableGrid>) => tableGrid(...given).map(({ name }) => name)

  test('with one course, II and IV share the picture of five channels at 1 Hz, III needs none of its own', () => {
    const all = names(['II', 'III', 'IV'], 'quick', {}, 'wasm')
    expect(all).toEqual([
      'picture five 1 Hz',
      'raw five 1 Hz',
      'spectrogram five 1 Hz',
      'picture eleven 1 Hz',
      'raw eleven 1 Hz',
      'spectrogram eleven 1 Hz',
      'picture five 1/60 Hz',
      'picture seven 1/60 Hz',
      'picture elevenExtended 1/60 Hz',
      'picture eighteen 1/60 Hz',
      'picture seven 1 Hz',
      'picture elevenExtended 1 Hz',
      'picture eighteen 1 Hz',
    ])
    expect(names(['III'], 'quick', {}, 'wasm')).toEqual(['picture five 1 Hz', 'picture eleven 1 Hz'])
  })

  test('with the tables’ own, they share nothing, and are the authors’', () => {
    const grid = tableGrid(['III', 'IV'], null, {}, 'webgpu')
    expect(grid).toHaveLength(2 + 8)
    const preset = (name: string) => grid.find((cell) => cell.name === name)!.preset
    expect(preset('paper picture five 1 Hz').name).toBe('paper')
    expect(preset('paper picture eleven 1 Hz').architecture).toBe('resnext101_32x32d')
    expect(preset('section-iv picture five 1 Hz').name).toBe('section-iv')
    expect(preset('section-iv picture eighteen 1/60 Hz')).toMatchObject({
      sam: true,
      rate: 1 / 60,
      style: 'paper',
    })
    expect(tableGrid(['II'], null, {}, 'webgpu')[1]!.preset.architecture).toBe('resnet1d')
  })

  test('what is chosen changes all of them, but not what a cell stands for', () => {
    const choice = { epochs: 2, side: 64, rate: 1, input: 'planes', architecture: 'seresnext_mini' } as const
    const [first, second] = tableGrid(['IV'], 'recommended', choice, 'wasm')
    expect(first!.preset).toMatchObject({ epochs: 2, side: 64, input: 'picture', rate: 1 / 60, batch: 16 })
    expect(second!.preset.channels).toBe('seven')
    const raw = tableGrid(['II'], 'recommended', choice, 'wasm')[1]!.preset
    expect([raw.input, raw.architecture]).toEqual(['raw', 'resnet1d_mini'])
  })
})

describe('filled tables', () => {
  const folds = wholeExperiment([1, 2, 3].map((fold) => ({ where: '', record: madeUpFold(fold) })))
  const found = collected(folds)
  const [two, three, four] = filledTables(
    new Map([
      ['picture five 1 Hz', found],
      ['picture eleven 1 Hz', found],
    ]),
  )
  const network = found.predictors.find(({ predictor }) => predictor === 'network')!

  test('have a place for every cell, empty where there is no result', () => {
    expect(two!.cells[0]!.map(({ name }) => name)).toEqual(['picture five 1 Hz', null, null])
    expect(two!.cells[0]![1]).toMatchObject({ ours: null, paper: 0.636 })
    expect(four!.cells[1]![0]!.name).toBe('picture five 1 Hz')
    expect(four!.cells.flat().filter(({ ours }) => ours !== null)).toHaveLength(1)
  })

  test('show the mean over folds of the paper’s score and the two-class one, beside the paper’s number', () => {
    const { ours, paper } = two!.cells[0]![0]!
    const { positive, twoClass } = network.overFolds.overall
    expect(paper).toBe(0.68)
    expect(ours!.network.f1!.mean).toBeCloseTo(positive!.mean, 12)
    expect(ours!.network.f1!.interval!.low).toBeCloseTo(positive!.interval!.low, 12)
    expect(ours!.network.twoClassF1!.mean).toBeCloseTo(twoClass!.mean, 12)
    const row = (name: string) =>
      found.predictors.find(({ predictor }) => predictor === name)!.overFolds.overall
    expect(ours!.alwaysYes.f1!.mean).toBeCloseTo(row('allOnes').positive!.mean, 12)
    expect(ours!.alwaysYes.twoClassF1!.mean).toBeCloseTo(row('allOnes').twoClass!.mean, 12)
    expect(ours!.habit.f1!.mean).toBeCloseTo(row('habit').positive!.mean, 12)
    expect(ours!.habit.twoClassF1!.mean).toBeCloseTo(row('habitTwoClass').twoClass!.mean, 12)
    const better = ours!.habit.f1!.mean > ours!.alwaysYes.f1!.mean ? 'habit' : 'alwaysYes'
    expect(ours!.bestTrivial).toBe(better)
  })

  test('turn the label that the authors turned, for everybody', () => {
    const k = LABELS.indexOf('Q3')
    const [straight, turned] = three!.cells.map((row) => row[k]!.ours!)
    expect(straight!.network.f1!.mean).toBeCloseTo(network.overFolds.labels[k]!.f1!.mean, 12)
    // By exchanging yes and no before anything is counted.
    const each = (yes: (fold: (typeof folds)[number], day: number) => number): number =>
      mean(
        folds.map((fold) => {
          const truth = fold.heldOut.map(({ labels }) =>
            labels[k] === null ? null : labels[k] === 1 ? 0 : 1,
          )
          const answers = truth.map((_, day) => yes(fold, day))
          return labelScore(
            truth,
            answers,
            answers.map((p) => p >= 0.5),
          ).f1
        }),
      )
    expect(turned!.network.f1!.mean).toBeCloseTo(
      each(({ answers }, day) => 1 - answers.network![day]![k]!),
      12,
    )
    expect(turned!.alwaysYes.f1!.mean).toBeCloseTo(
      each(() => 1),
      12,
    )
    expect(turned!.network.f1!.mean).not.toBeCloseTo(straight!.network.f1!.mean, 3)
    // Other labels stay, and the mean is of the labels as they are shown.
    const labels = three!.cells[1]!.slice(0, LABELS.length).map(({ ours }) => ours!.network.f1!.mean)
    expect(labels[0]).toBe(three!.cells[0]![0]!.ours!.network.f1!.mean)
    expect(three!.cells[1]!.at(-1)!.ours!.network.f1!.mean).toBeCloseTo(mean(labels), 12)
    expect(two!.cells[1]![0]!.ours).toEqual(three!.cells[1]!.at(-1)!.ours)
  })

  test('a table’s own course has names of its own', () => {
    const own = filledTables(new Map([['section-iv picture five 1 Hz', found]]))
    expect(own[2]!.cells[1]![0]!.ours).not.toBeNull()
    expect(own[0]!.cells[0]![0]!.ours).toBeNull()
  })
})
