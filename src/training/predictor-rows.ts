import type { Answerer, FoldRecord, FoldThresholds } from './fold-record.ts'
import { yesOf } from './label-scores.ts'

/** Rows of a table of scores: who answers, and at which thresholds where not at a half. */
export const PREDICTOR_ROWS = {
  network: { of: 'network', at: null },
  networkTuned: { of: 'network', at: 'network' },
  shuffledLabels: { of: 'shuffledLabels', at: null },
  logistic: { of: 'logistic', at: null },
  habit: { of: 'habit', at: 'habit' },
  habitTwoClass: { of: 'habit', at: 'habitTwoClass' },
  allOnes: { of: 'allOnes', at: null },
  majority: { of: 'majority', at: null },
  oracle: { of: 'oracle', at: null },
} as const satisfies Readonly<Record<string, { of: Answerer; at: keyof FoldThresholds | null }>>

export type PredictorRow = keyof typeof PREDICTOR_ROWS

/** What a row says of a fold's held-out days; null where the fold does not have it. */
export function rowAnswers(
  row: PredictorRow,
  { answers, thresholds }: Pick<FoldRecord, 'answers' | 'thresholds'>,
): { readonly answers: readonly (readonly number[])[]; readonly yes: boolean[][] } | null {
  const { of, at } = PREDICTOR_ROWS[row]
  const own = answers[of]
  return own ? { answers: own, yes: at ? yesOf(own, thresholds[at]) : yesOf(own) } : null
}

/** The rows that every one of the folds has. */
export const rowsOf = (folds: readonly Pick<FoldRecord, 'answers'>[]): PredictorRow[] =>
  (Object.keys(PREDICTOR_ROWS) as PredictorRow[]).filter((row) =>
    folds.every(({ answers }) => answers[PREDICTOR_ROWS[row].of]),
  )
