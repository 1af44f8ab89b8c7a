import type { GivenLabels, Label, Measures } from '../../lifelog/labels.ts'

/**
 * How the labels of 2020 are made (reference 2.4): the three answers against the person's own mean over the
 * experiment, sleep against a guideline. The guideline's numbers are assumed, the National Sleep Foundation's
 * for adults (Hirshkowitz 2015, Ohayon 2017); nobody published those that ETRI took.
 */
export interface Guideline {
  /** S1: minutes asleep, from and to. */
  readonly asleep: readonly [least: number, most: number]
  /** S2: share of the time in bed that must be sleep, per cent. */
  readonly efficiency: number
  /** S3: minutes until asleep, at most. */
  readonly untilAsleep: number
  /** S4: minutes awake in the night, at most. */
  readonly awake: number
}

export const GUIDELINE: Guideline = { asleep: [420, 540], efficiency: 85, untilAsleep: 30, awake: 20 }

/** S1 to S4 of one night, those whose measure is known; 1 is the good state. */
export function sleepLabels(
  { totalSleepTime, sleepEfficiency, sleepOnsetLatency, wakeAfterSleepOnset }: Measures,
  { asleep: [least, most], efficiency, untilAsleep, awake }: Guideline = GUIDELINE,
): GivenLabels {
  const labels: GivenLabels = {}
  const set = (label: Label, value: number | undefined, good: (value: number) => boolean): void => {
    if (value !== undefined) labels[label] = good(value) ? 1 : 0
  }
  set('S1', totalSleepTime, (minutes) => minutes >= least && minutes <= most)
  set('S2', sleepEfficiency, (share) => share >= efficiency)
  set('S3', sleepOnsetLatency, (minutes) => minutes <= untilAsleep)
  set('S4', wakeAfterSleepOnset, (minutes) => minutes <= awake)
  return labels
}

/** 1 for answers above the mean of all: high numbers are good states in all three (reference 1.5). */
export function aboveOwnMean(answers: ReadonlyMap<string, number>): Map<string, 0 | 1> {
  const mean = [...answers.values()].reduce((sum, answer) => sum + answer, 0) / answers.size
  return new Map([...answers].map(([day, answer]) => [day, answer > mean ? 1 : 0]))
}
