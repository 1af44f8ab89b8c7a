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
import { splitByParticipant } from './folds.ts'

/** A day as the network sees it, not yet labelled. */
export interface ShownDay {
  readonly dayId: string
  readonly participant: string
  readonly measures: Measures
  /** What the recording's label file states; wins over rules. */
  readonly given?: GivenLabels
  readonly encoded: EncodedDay
}

/** Labelled days on two sides that no participant shares. */
export interface Dataset {
  readonly training: readonly Example[]
  readonly heldOut: readonly Example[]
  readonly trainingPeople: readonly string[]
  readonly heldOutPeople: readonly string[]
  readonly cuts: CutOffs
  readonly normalisation: Normalisation
  /** Labels of one class among the training days, and among the held-out ones. */
  readonly oneClass: readonly Label[]
  readonly oneClassHeldOut: readonly Label[]
}

/**
 * Splits by participant and labels. Medians and normalisation come from the training side alone; a day of which
 * no label is known is left out.
 */
export function dataset(
  days: readonly ShownDay[],
  rules: readonly LabelRule[],
  encoding: Pick<Encoding, 'input'>,
  seed: number,
): Dataset {
  const split = splitByParticipant(
    days.map(({ participant }) => participant),
    seed,
  )
  const side = (people: readonly string[]) => days.filter(({ participant }) => people.includes(participant))
  const cuts = cutOffs(
    rules,
    side(split.training).map(({ measures }) => measures),
  )
  const label = labeller(rules, cuts, days)
  const labelled = (people: readonly string[]): Example[] =>
    side(people)
      .map(({ dayId, participant, measures, given, encoded }) => ({
        dayId,
        participant,
        encoded,
        labels: label({ participant, measures }, given),
      }))
      .filter(({ labels }) => labels.some((value) => value !== null))
  const training = labelled(split.training)
  const heldOut = labelled(split.heldOut)
  return {
    training,
    heldOut,
    trainingPeople: split.training,
    heldOutPeople: split.heldOut,
    cuts,
    normalisation: normalisationFor(
      encoding,
      training.map(({ encoded }) => encoded),
    ),
    oneClass: labelsOfOneClass(training.map(({ labels }) => labels)),
    oneClassHeldOut: labelsOfOneClass(heldOut.map(({ labels }) => labels)),
  }
}
