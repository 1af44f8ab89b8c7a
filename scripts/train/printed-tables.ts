import type { OverFolds } from '../../src/training/over-folds.ts'
import type { FilledCell, FilledTable, Heading, TableName } from '../../src/training/paper-tables.ts'
import type { ScoresBeside } from '../../src/training/scores-beside.ts'
import { digits, range, type ResultTable } from './result-tables.ts'

const TITLES: Readonly<Record<TableName, string>> = {
  II: 'Table II: three inputs, mean F1',
  III: 'Table III: pictures at 1 Hz, F1 by label',
  IV: 'Table IV: pictures at two rates, mean F1',
}

export const TABLE_NOTES = [
  'Means over folds with 95 % intervals (Student’s t). Always yes and habit look at no sensor; habit answers with each ' +
    'person’s share of yes among training days, at thresholds of training days.',
  'The paper’s pictures of 11 channels were trained and scored with Q3’s yes and no exchanged. There, our Q3 is scored ' +
    'so as well, and always yes is always no. The paper’s days are of other people: its numbers are printed, not compared.',
] as const

/** A table as people read it: every row of the paper with ours, those of no sensor, and the paper's under each other. */
export const printedTables = (tables: readonly FilledTable[]): ResultTable[] =>
  tables.map(({ name, rows, columns, cells }) => ({
    title: TITLES[name],
    rows: [
      ['', ...columns.map(headingWords)],
      ...rows.flatMap((row, r) =>
        LINES.map(([words, of]) => [`${headingWords(row)}: ${words}`, ...cells[r]!.map(of)]),
      ),
    ],
  }))

const mean = (of: (ours: ScoresBeside) => OverFolds | null) => (cell: FilledCell) =>
  cell.ours ? digits(of(cell.ours)?.mean) : '–'

const LINES: readonly (readonly [string, (cell: FilledCell) => string])[] = [
  ['network', mean(({ network }) => network.f1)],
  ['  95 %', ({ ours }) => range(ours?.network.f1?.interval)],
  ['always yes', mean(({ alwaysYes }) => alwaysYes.f1)],
  ['habit', mean(({ habit }) => habit.f1)],
  ['the paper’s', ({ paper }) => digits(paper)],
  ['network, two-class', mean(({ network }) => network.twoClassF1)],
  ['habit, two-class', mean(({ habit }) => habit.twoClassF1)],
]

const CHANNELS = {
  five: '5 channels',
  seven: '7 channels',
  eleven: '11 channels',
  elevenExtended: '11 channels, extended',
  eighteen: '18 channels',
} as const

function headingWords(heading: Heading): string {
  switch (heading.kind) {
    case 'input':
      return heading.input
    case 'channels':
      return CHANNELS[heading.channels]
    case 'rate':
      return heading.rate === 1 ? '1 Hz' : '1/60 Hz'
    case 'label':
      return heading.label
    case 'mean':
      return 'mean'
  }
}
