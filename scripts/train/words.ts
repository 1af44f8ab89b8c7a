import type { FoldedExperiment } from '../../src/training/fold-record.ts'
import type { Division } from '../../src/training/folds.ts'
import type { Metric } from '../../src/training/overall-scores.ts'
import type { PredictorRow } from '../../src/training/predictor-rows.ts'
import type { ScoreWarning } from '../../src/training/score-warnings.ts'

/** Words of the tables and the report. */

export const ROW_NAMES: Readonly<Record<PredictorRow, string>> = {
  network: 'network',
  networkTuned: 'network, thresholds of training days',
  shuffledLabels: 'network, shuffled labels',
  logistic: 'regression on hourly means',
  habit: 'habit, thresholds for mean F1',
  habitTwoClass: 'habit, thresholds for two-class F1',
  allOnes: 'always yes',
  majority: 'commoner answer',
  oracle: 'oracle of the virtual days',
}

export const METRIC_NAMES: Readonly<Record<Metric, string>> = {
  positive: 'mean F1 (paper)',
  twoClass: 'two-class F1',
  challenge: 'challenge, of 10',
}

const DIVISION_NAMES: Readonly<Record<Division, string>> = {
  people: 'by people',
  onePerson: 'of one person each',
  days: 'of days by lot',
  time: 'of time',
}

/** One line: what was trained, on how much, divided how. */
export const experimentLine = (
  { name, preset, folds, division, seed }: FoldedExperiment,
  days: number,
  people: number,
): string =>
  `${name}, ${preset.architecture}, preset ${preset.name}, ${preset.epochs} epochs: ` +
  `${folds} folds ${DIVISION_NAMES[division]}, ${days} held-out days of ${people} people, seed ${seed}`

export function warningWords(warning: ScoreWarning, folds: number): string {
  switch (warning.kind) {
    case 'peopleOnBothSides':
      return (
        `${warning.people} people are on both sides of a fold: scores say nothing about new people. ` +
        'Compare them with habit, which looks at no sensor.'
      )
    case 'bestEpoch':
      return 'The epoch was chosen by the same held-out days that it is scored on: scores are too high.'
    case 'oneClass':
      return (
        `${warning.label} has one class among the ${warning.side === 'training' ? 'training' : 'held-out'} days of ` +
        (warning.folds.length === folds ? 'every fold' : `fold ${warning.folds.join(', ')}`) +
        (warning.side === 'training'
          ? ': nothing can be learnt of it there.'
          : ': its scores say little there.')
      )
  }
}

export const peopleIn = (days: readonly { readonly participant: string }[]): number =>
  new Set(days.map(({ participant }) => participant)).size
