import {
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
 * that nothing goes from one to another.
 */
export function labeller(
  rules: readonly LabelRule[],
  cuts: CutOffs,
  days: readonly Measured[],
): (day: Measured, given?: GivenLabels) => LabelValue[] {
  const known = new Map<string, CutOffs>()
  const cutsOf = (participant: string): CutOffs => {
    const found = known.get(participant)
    if (found) return found
    const measures = days.filter((day) => day.participant === participant).map((day) => day.measures)
    const made = new Map([...cuts, ...ownMeans(rules, measures)])
    known.set(participant, made)
    return made
  }
  return ({ participant, measures }, given) => labelsOf(measures, rules, cutsOf(participant), given)
}

/** One day is no mean: it would always be as good as itself. */
function ownMeans(rules: readonly LabelRule[], days: readonly Measures[]): Map<Label, number> {
  const own = new Map<Label, number>()
  for (const { label, measure, cutOff } of rules) {
    if (cutOff !== 'ownMean') continue
    const values = days.map((day) => day[measure]).filter((value) => value !== undefined)
    if (values.length > 1) own.set(label, meanOf(values))
  }
  return own
}
