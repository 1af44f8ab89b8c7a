import { LABELS, type LabelValue } from '../lifelog/labels.ts'
import { chosenThresholds, type Aim } from './thresholds.ts'

interface LabelledDay {
  readonly participant: string
  readonly labels: readonly LabelValue[]
}

/**
 * What each person's own habit says, without any sensor: the share of their training days that were yes. Somebody who
 * is not among the training people gets everybody's share, so that where people are divided it is the training prior.
 * @returns seven probabilities for each of `days`
 */
export function priorAnswers(training: readonly LabelledDay[], days: readonly LabelledDay[]): number[][] {
  const people = new Map<string, LabelledDay[]>()
  for (const day of training) people.set(day.participant, [...(people.get(day.participant) ?? []), day])
  const everybody = LABELS.map((_, label) => shareOf(training, label) ?? 0.5)
  const known = new Map(
    [...people].map(([who, own]) => [who, everybody.map((share, label) => shareOf(own, label) ?? share)]),
  )
  return days.map(({ participant }) => known.get(participant) ?? everybody)
}

/**
 * Thresholds for these answers, which come from the training days alone (reference 7.3, second row). Where no person of
 * `days` is among the training people, every answer is everybody's share, and thresholds are chosen for that.
 */
export function priorThresholds(
  training: readonly LabelledDay[],
  days: readonly LabelledDay[],
  aim: Aim,
): number[] {
  const known = new Set(training.map(({ participant }) => participant))
  const nobody = !days.some(({ participant }) => known.has(participant))
  const asStrangers = training.map(({ labels }) => ({ labels, participant: '' }))
  return chosenThresholds(
    training.map(({ labels }) => labels),
    nobody ? priorAnswers(asStrangers, asStrangers) : priorAnswers(training, training),
    aim,
  )
}

function shareOf(days: readonly LabelledDay[], label: number): number | null {
  const known = days.flatMap(({ labels }) => labels[label] ?? [])
  return known.length === 0 ? null : known.reduce<number>((sum, value) => sum + value, 0) / known.length
}
