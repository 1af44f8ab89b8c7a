import type { Label } from '../lifelog/labels.ts'

/**
 * What causes do to sensors and to labels, fixed before anything was trained on it: whoever changes a number here
 * changes the exam, and says so. All sizes are modest, and no cause decides a label.
 */

export const CAUSES = [
  'lateCaffeine',
  'stressAtWork',
  'restlessNight',
  'shortNight',
  'forgottenWatch',
] as const
export type Cause = (typeof CAUSES)[number]

/** Share of days on which each happens, independently of one another. */
export const SHARE: Readonly<Record<Cause, number>> = {
  lateCaffeine: 0.45,
  stressAtWork: 0.5,
  restlessNight: 0.5,
  shortNight: 0.45,
  // It hides the heart for some hours, and does nothing to any label.
  forgottenWatch: 0.1,
}

/** Sensors. */
export const CAFFEINE_BEATS = 5
export const STRESS_BEATS = 6
/** Movement at the desk, as a factor of the usual. */
export const STRESS_FIDGETING = 1.6
/** Turns in bed of two to four minutes each. */
export const RESTLESS_TURNS = 9
export const RESTLESS_BEATS = 3
/** Minutes after midnight at which a short night begins, and how bright the room is until then. */
export const SHORT_NIGHT_UNTIL = 100
export const SHORT_NIGHT_LUX = 60

/** Change of a label's log-odds where a cause is there; where it isn't, nothing. */
export const LOG_ODDS: Readonly<Record<Label, Partial<Record<Cause, number>>>> = {
  Q1: { restlessNight: -2, shortNight: -1 },
  Q2: { stressAtWork: -2 },
  Q3: { stressAtWork: -2.5 },
  S1: { shortNight: -2.5, lateCaffeine: -0.8 },
  S2: { restlessNight: -2.5 },
  S3: { lateCaffeine: -2.5 },
  S4: { restlessNight: -2, lateCaffeine: -0.6 },
}

/** How sure an answer would be on a day without causes, chosen so that each label is true on 40 to 60 % of days. */
export const BASE: Readonly<Record<Label, number>> = {
  Q1: 1.45,
  Q2: 1,
  Q3: 1.25,
  S1: 1.5,
  S2: 1.25,
  S3: 1.15,
  S4: 1.25,
}

/**
 * The share of labels that an oracle gets right who knows all causes and these numbers: no honest model does
 * better. A test holds it against twenty thousand days.
 */
export const ORACLE: Readonly<Record<Label, number>> = {
  Q1: 0.72,
  Q2: 0.73,
  Q3: 0.78,
  S1: 0.77,
  S2: 0.78,
  S3: 0.78,
  S4: 0.73,
}

/** Probability of the good state, 1, given what happened. */
export function probability(label: Label, causes: ReadonlySet<Cause>): number {
  let odds = BASE[label]
  for (const [cause, change] of Object.entries(LOG_ODDS[label]) as [Cause, number][])
    if (causes.has(cause)) odds += change
  return 1 / (1 + Math.exp(-odds))
}
