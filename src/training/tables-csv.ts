import type { OverFolds } from './over-folds.ts'
import type { FilledTable } from './paper-tables.ts'

const HEAD = [
  'table,input,channels,rate_hz,label,turned,network,paper_f1',
  'f1,f1_low,f1_high,two_class_f1,two_class_low,two_class_high',
  'always_yes_f1,always_yes_two_class_f1,habit_f1,habit_two_class_f1,best_trivial',
].join(',')

/** Every cell as a line (RFC 4180); label `all` for the mean over labels; empty where there is no result. */
export const tablesCsv = (tables: readonly FilledTable[]): string =>
  [HEAD, ...tables.flatMap(linesOf)].map((line) => `${line}\r\n`).join('')

const linesOf = ({ name: table, cells }: FilledTable): string[] =>
  cells
    .flat()
    .map(({ input, channels, rate, label, turned, name, paper, ours }) =>
      [
        ...[table, input, channels, rate, label ?? 'all', turned.join(' '), name, paper],
        ...withInterval(ours?.network.f1),
        ...withInterval(ours?.network.twoClassF1),
        ours?.alwaysYes.f1?.mean,
        ours?.alwaysYes.twoClassF1?.mean,
        ours?.habit.f1?.mean,
        ours?.habit.twoClassF1?.mean,
        ours?.bestTrivial,
      ]
        .map((value) => value ?? '')
        .join(','),
    )

const withInterval = (score: OverFolds | null | undefined): (number | undefined)[] => [
  score?.mean,
  score?.interval?.low,
  score?.interval?.high,
]
