import { labeller } from '../lifelog/labeller.ts'
import {
  cutOffs,
  labelsOfOneClass,
  type CutOffs,
  type GivenLabels,
  type Label,
  type LabelRule,
  type Measures,
} from '../lifelog/labels.ts'
import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import type { Normalisation } from '../network/model.ts'
import { normalisationFor, type Example } from './examples.ts'
import type { Fold } from './folds.ts'

/** A day as the network sees it, not yet labelled. */
export interface ShownDay {
  readonly dayId: string
  readonly participant: string
  readonly measures: Measures
  /** What the recording's label file states; wins over rules. */
  readonly given?: GivenLabels
  readonly encoded: EncodedDay
}

/** Labelled days on two sides. */
export interface Dataset {
  readonly training: readonly Example[]
  readonly heldOut: readonly Example[]
  readonly trainingPeople: readonly string[]
  /** May be on the other side as well, where days were divided and not people. */
  readonly heldOutPeople: readonly string[]
  readonly cuts: CutOffs
  readonly normalisation: Normalisation
  /** Labels of one class among the training days, and among the held-out ones. */
  readonly oneClass: readonly Label[]
  readonly oneClassHeldOut: readonly Label[]
}

/**
 * Divides and labels days. Medians and normalisation come from the training side alone; a day of which no label is
 * known is left out.
 */
export function dataset(
  days: readonly ShownDay[],
  rules: readonly LabelRule[],
  encoding: Pick<Encoding, 'input'>,
  fold: Fold,
): Dataset {
  const side = (ids: ReadonlySet<string>) => days.filter(({ dayId }) => ids.has(dayId))
  const cuts = cutOffs(
    rules,
    side(fold.training).map(({ measures }) => measures),
  )
  const label = labeller(rules, cuts, days)
  const labelled = (ids: ReadonlySet<string>): Example[] =>
    side(ids)
      .map(({ dayId, participant, measures, given, encoded }) => ({
        dayId,
        participant,
        encoded,
        labels: label({ participant, measures }, given),
      }))
      .filter(({ labels }) => labels.some((value) => value !== null))
  const training = labelled(fold.training)
  const heldOut = labelled(fold.heldOut)
  return {
    training,
    heldOut,
    trainingPeople: peopleIn(training),
    heldOutPeople: peopleIn(heldOut),
    cuts,
    normalisation: normalisationFor(
      encoding,
      training.map(({ encoded }) => encoded),
    ),
    oneClass: labelsOfOneClass(training.map(({ labels }) => labels)),
    oneClassHeldOut: labelsOfOneClass(heldOut.map(({ labels }) => labels)),
  }
}

const peopleIn = (days: readonly Example[]): string[] =>
  [...new Set(days.map(({ participant }) => participant))].sort()
