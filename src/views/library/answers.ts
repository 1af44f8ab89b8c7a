import type { DaySummary } from '../../lifelog/day.ts'
import { rulesWith, type ChosenCutOffs } from '../../lifelog/chosen-rules.ts'
import { labeller } from '../../lifelog/labeller.ts'
import {
  cutOffs,
  labelsOfOneClass,
  type CutOffs,
  type Label,
  type LabelRule,
  type LabelValue,
} from '../../lifelog/labels.ts'
import type { ModelCard } from '../../training/card.ts'
import { splitByParticipant } from '../../training/folds.ts'

/** The seed of the one split that the app makes. */
export const SEED = 1

/** The true answers of all days, and the rules that made them. */
export interface Answers {
  readonly rules: readonly LabelRule[]
  readonly cuts: CutOffs
  readonly trainingPeople: ReadonlySet<string>
  /** Labels with fewer than two classes among the training days: nothing can be learnt of them. */
  readonly oneClass: ReadonlySet<Label>
  of(day: DaySummary): readonly LabelValue[]
}

/**
 * A model brings the rules, people and cut-offs that it was trained with; before there is one, the rules are the
 * chosen ones, and the rest comes from the split that training would make. Either way the medians know nothing of the held-out people.
 */
export function answersOf(
  days: readonly DaySummary[],
  model: ModelCard | null,
  chosen: ChosenCutOffs,
): Answers {
  const rules = model?.rules ?? rulesWith(chosen)
  const split = splitByParticipant(
    days.map((day) => day.participant),
    SEED,
  )
  const trainingPeople = new Set(model?.trainingPeople ?? split.training)
  const training = days.filter((day) => trainingPeople.has(day.participant))
  const cuts: CutOffs = model
    ? new Map(model.cutOffs)
    : cutOffs(
        rules,
        training.map((day) => day.measures),
      )
  const label = labeller(rules, cuts, days)
  const of = (day: DaySummary): LabelValue[] => label(day, day.labels)
  const oneClass = model?.oneClass ?? labelsOfOneClass(training.map(of))
  return { rules, cuts, trainingPeople, oneClass: new Set(oneClass), of }
}
