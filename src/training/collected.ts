import { LABELS, type LabelValue } from '../lifelog/labels.ts'
import { resampling, type Resampling } from './bootstrap.ts'
import { calibration, type Calibration } from './calibration.ts'
import type { EpochRecord } from './card.ts'
import { ensembleThresholds } from './ensemble.ts'
import type { FoldRecord, FoldedExperiment } from './fold-record.ts'
import { labelScores, type LabelScore } from './label-scores.ts'
import { overFolds, type OverFolds } from './over-folds.ts'
import { METRICS, overall, type Metric, type Overall } from './overall-scores.ts'
import { rowAnswers, rowsOf, type PredictorRow } from './predictor-rows.ts'
import { personScores, type PersonScore } from './person-scores.ts'
import {
  differenceOf,
  intervalsOf,
  LABEL_METRICS,
  scoreDraws,
  type Difference,
  type LabelMetric,
  type ScoreDraws,
  type ScoreIntervals,
} from './score-intervals.ts'
import { scoreWarnings, type ScoreWarning } from './score-warnings.ts'

/** A predictor's scores on all held-out days together, with intervals by participant, and over folds. */
export interface PredictorResult {
  readonly predictor: PredictorRow
  readonly pooled: { readonly labels: readonly LabelScore[]; readonly overall: Overall }
  readonly intervals: ScoreIntervals
  readonly overFolds: {
    readonly labels: readonly Readonly<Record<LabelMetric, OverFolds | null>>[]
    readonly overall: Readonly<Record<Metric, OverFolds | null>>
  }
}

/** How much better the network is than another predictor, on the same days. */
export interface Beyond {
  readonly than: PredictorRow
  readonly overall: Readonly<Record<Metric, Difference>>
  /** Of two-class F1, one a label. */
  readonly labels: readonly Difference[]
}

/** Folds put together. The same for the same folds, to the bit, wherever and in whatever order they were trained. */
export interface Collected {
  readonly format: 'pixleepflow ensemble 1'
  readonly experiment: FoldedExperiment
  readonly folds: readonly CollectedFold[]
  /** The ensemble's, one a label: for new days, which every one of its networks answers. */
  readonly thresholds: readonly number[]
  readonly warnings: readonly ScoreWarning[]
  readonly predictors: readonly PredictorResult[]
  readonly beyond: readonly Beyond[]
  /** Of each held-out person. */
  readonly people: readonly PersonScore[]
  /** The network's, on held-out days: all labels together, and each. */
  readonly calibration: { readonly all: Calibration; readonly labels: readonly Calibration[] }
  /** Every day, each held out in one fold. */
  readonly days: readonly CollectedDay[]
}

export type CollectedFold = Omit<FoldRecord, 'format' | 'experiment' | 'heldOut' | 'answers' | 'history'> & {
  readonly heldOutDays: number
  /** Seconds are left out: they are another time's. */
  readonly history: readonly Omit<EpochRecord, 'seconds'>[]
}

export interface CollectedDay {
  readonly fold: number
  readonly dayId: string
  readonly participant: string
  readonly labels: readonly LabelValue[]
  /** The network's, of the fold that held the day out. */
  readonly probabilities: readonly number[]
}

/** @param folds all folds of one experiment, in their order (`wholeExperiment`) */
export function collected(folds: readonly FoldRecord[]): Collected {
  const [first] = folds
  if (!first) throw new RangeError('There is no fold')
  const { experiment } = first
  const days = folds.flatMap((record) =>
    record.heldOut.map((day, k) => ({
      ...day,
      fold: record.fold,
      probabilities: record.answers.network?.[k] ?? [],
    })),
  )
  const samples = resampling(
    days.map(({ participant }) => participant),
    experiment.seed,
  )
  const columns = LABELS.map((_, label) => columnOf(days, label))
  const scored = rowsOf(folds).map((row) => scoredRow(row, folds, samples))
  return {
    format: 'pixleepflow ensemble 1',
    experiment,
    folds: folds.map(withoutDays),
    thresholds: ensembleThresholds(folds.map(({ thresholds }) => thresholds.network)),
    warnings: scoreWarnings(folds),
    predictors: scored.map(({ result }) => result),
    beyond: beyondOthers(scored),
    people: personScores(folds),
    calibration: {
      all: calibration(
        columns.flatMap(([truth]) => truth),
        columns.flatMap(([, answers]) => answers),
      ),
      labels: columns.map(([truth, answers]) => calibration(truth, answers)),
    },
    days,
  }
}

const columnOf = (days: readonly CollectedDay[], label: number): [LabelValue[], number[]] => [
  days.map(({ labels }) => labels[label] ?? null),
  days.map(({ probabilities }) => probabilities[label] ?? NaN),
]

function withoutDays({ format, experiment, heldOut, answers, history, ...fold }: FoldRecord): CollectedFold {
  void [format, experiment, answers]
  return {
    ...fold,
    heldOutDays: heldOut.length,
    history: history.map(({ seconds, ...record }) => (void seconds, record)),
  }
}

interface ScoredRow {
  readonly result: PredictorResult
  readonly draws: ScoreDraws
}

function scoredRow(row: PredictorRow, folds: readonly FoldRecord[], samples: Resampling): ScoredRow {
  const parts = folds.map((fold) => ({
    truth: fold.heldOut.map(({ labels }) => labels),
    ...rowAnswers(row, fold)!,
  }))
  const truth = parts.flatMap((part) => part.truth)
  const answers = parts.flatMap((part) => part.answers)
  const yes = parts.flatMap((part) => part.yes)
  const pooled = labelScores(truth, answers, yes)
  const each = parts.map((part) => labelScores(part.truth, part.answers, part.yes))
  const together = each.map((scores) => overall(scores))
  const draws = scoreDraws(truth, answers, yes, samples)
  const result = {
    predictor: row,
    pooled: { labels: pooled, overall: overall(pooled) },
    intervals: intervalsOf(draws),
    overFolds: {
      labels: LABELS.map((_, label) =>
        named(LABEL_METRICS, (name) => overFolds(each.map((scores) => scores[label]![name]))),
      ),
      overall: named(METRICS, (name) => overFolds(together.map((score) => score[name]))),
    },
  }
  return { result, draws }
}

/** The network against every other predictor, sample by sample: what chance does to one it does to the other. */
function beyondOthers(scored: readonly ScoredRow[]): Beyond[] {
  const network = scored.find(({ result }) => result.predictor === 'network')!
  return scored
    .filter(({ result }) => !['network', 'networkTuned'].includes(result.predictor))
    .map((other) => ({
      than: other.result.predictor,
      overall: named(METRICS, (name) =>
        differenceOf(
          network.result.pooled.overall[name] - other.result.pooled.overall[name],
          network.draws.overall.map((score) => score[name]),
          other.draws.overall.map((score) => score[name]),
        ),
      ),
      labels: LABELS.map((_, label) => {
        const drawn = ({ draws }: ScoredRow): number[] =>
          draws.labels.map((scores) => scores[label]!.twoClassF1)
        const whole = ({ result }: ScoredRow): number => result.pooled.labels[label]!.twoClassF1
        return differenceOf(whole(network) - whole(other), drawn(network), drawn(other))
      }),
    }))
}

const named = <Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name) => Value,
): Record<Name, Value> => Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>
