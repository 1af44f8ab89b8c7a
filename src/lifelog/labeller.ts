import {
  DIARY_RULES,
  ENOUGH_DIARY_DAYS,
  labelsOf,
  meanOf,
  type CutOffs,
  type GivenLabels,
  type Label,
  type LabelRule,
  type LabelValue,
  type Measures,
} from './labels.ts'

/** What a day brings for its labels. */
export interface Measured {
  readonly participant: string
  readonly measures: Measures
}

/**
 * Labels days by rules. `cuts` are one for everybody; a person's own means come from that person's `days` alone, so
 * that nothing goes from one to another. What the rules leave unknown is answered by the person's diary.
 */
export function labeller(
  rules: readonly LabelRule[],
  cuts: CutOffs,
  days: readonly Measured[],
): (day: Measured, given?: GivenLabels) => LabelValue[] {
  const known = new Map<string, { readonly cuts: CutOffs; readonly diary: CutOffs }>()
  const cutsOf = (participant: string): { readonly cuts: CutOffs; readonly diary: CutOffs } => {
    const found = known.get(participant)
    if (found) return found
    const measures = days.filter((day) => day.participant === participant).map((day) => day.measures)
    const made = {
      cuts: new Map([...cuts, ...ownMeans(rules, measures, ENOUGH_DAYS)]),
      diary: ownMeans(DIARY_RULES, measures, ENOUGH_DIARY_DAYS),
    }
    known.set(participant, made)
    return made
  }
  return ({ participant, measures }, given) => {
    const own = cutsOf(participant)
    const diary = labelsOf(measures, DIARY_RULES, own.diary)
    return labelsOf(measures, rules, own.cuts, given).map((value, i) => value ?? diary[i] ?? null)
  }
}

/** One day is no mean: it would always be as good as itself. */
const ENOUGH_DAYS = 2

function ownMeans(
  rules: readonly LabelRule[],
  days: readonly Measures[],
  enough: number,
): Map<Label, number> {
  const own = new Map<Label, number>()
  for (const { label, measure, cutOff } of rules) {
    if (cutOff !== 'ownMean') continue
    const values = days.map((day) => day[measure]).filter((value) => value !== undefined)
    if (values.length >= enough) own.set(label, meanOf(values))
  }
  return own
}
