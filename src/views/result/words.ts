import { m } from '../../i18n/paraglide/messages.js'
import type { Interval } from '../../training/bootstrap.ts'
import type { Collected } from '../../training/collected.ts'
import type { PredictorRow } from '../../training/predictor-rows.ts'
import type { ScoreWarning } from '../../training/score-warnings.ts'
import type { Difference } from '../../training/score-intervals.ts'
import { divisionName } from '../experiments/words.ts'
import { threeDecimals, twoDecimals } from '../words/format.ts'
import { labelName } from '../words/names.ts'
import { FEW_PEOPLE, type PersonLine, type Standing, type Verdict } from './verdict.ts'

const ROW_NAMES: Readonly<Record<PredictorRow, () => string>> = {
  network: m.predictor_network,
  networkTuned: m.predictor_network_tuned,
  shuffledLabels: m.predictor_shuffled,
  logistic: m.predictor_logistic,
  habit: m.predictor_habit_f1,
  habitTwoClass: m.predictor_habit_two_class,
  allOnes: m.predictor_all_ones,
  majority: m.predictor_majority,
  oracle: m.predictor_oracle,
}

export const rowName = (row: PredictorRow): string => ROW_NAMES[row]()

export const range = (interval: Interval | null | undefined): string =>
  interval ? m.interval({ low: twoDecimals(interval.low), high: twoDecimals(interval.high) }) : '–'

const signed = (value: number): string => `${value >= 0 ? '+' : '−'}${threeDecimals(Math.abs(value))}`

export const differenceWords = ({ value, interval }: Difference): string =>
  interval
    ? m.difference_interval({ value: signed(value), low: signed(interval.low), high: signed(interval.high) })
    : signed(value)

export const peopleIn = ({ days }: Collected): number =>
  new Set(days.map(({ participant }) => participant)).size

/** What was trained, on how much, divided how. */
export const experimentLine = (found: Collected): string => {
  const { folds, division, seed } = found.experiment
  const gaps = { days: found.days.length, people: peopleIn(found), folds, seed }
  if (folds > 1) return m.result_line({ ...gaps, division: divisionName(division) })
  return division === 'time' ? m.result_line_own(gaps) : m.result_line_one(gaps)
}

/** One sentence: is it better than nothing? */
export function verdictWords({ standing, best, difference }: Verdict): string {
  const gaps = { best: rowName(best), difference: differenceWords(difference) }
  const words: Readonly<Record<Standing, (gaps: { best: string; difference: string }) => string>> = {
    better: m.result_better,
    unsure: m.result_unsure,
    notBetter: m.result_not_better,
  }
  return words[standing](gaps)
}

const STANDINGS: Readonly<Record<Standing, () => string>> = {
  better: m.standing_better,
  unsure: m.standing_unsure,
  notBetter: m.standing_not_better,
}
export const standingWords = (standing: Standing): string => STANDINGS[standing]()

/** Would it hold for a new person? By what was held out, and how many people that were. */
export function newPersonWords(found: Collected): string[] {
  const { division } = found.experiment
  const people = peopleIn(found)
  const held = division === 'people' || division === 'onePerson'
  return [
    held
      ? m.result_new_person_tested({ people })
      : people === 1
        ? m.result_new_person_own()
        : m.result_new_person_untested(),
    ...(held && people < FEW_PEOPLE ? [m.result_few_people({ people })] : []),
  ]
}

export const forWhomWords = (lines: readonly PersonLine[], helped: number): string =>
  m.result_for_whom({ helped, people: lines.length })

export function warningWords(warning: ScoreWarning, folds: number): string {
  switch (warning.kind) {
    case 'peopleOnBothSides':
      return m.warning_both_sides({ people: warning.people })
    case 'bestEpoch':
      return m.warning_best_epoch()
    case 'oneClass': {
      const where =
        warning.folds.length === folds
          ? m.warning_every_fold()
          : m.warning_folds({ folds: warning.folds.join(', ') })
      const gaps = { label: labelName(warning.label), where }
      return warning.side === 'training'
        ? m.warning_one_class_training(gaps)
        : m.warning_one_class_held_out(gaps)
    }
  }
}
