import * as v from 'valibot'
import { LABELS, type GivenLabels, type Measures } from './labels.ts'

/** Checks `Measures` wherever they come from outside: a file, the store. */
export const MeasuresSchema = v.partial(
  v.object({
    totalSleepTime: v.number(),
    sleepEfficiency: v.number(),
    sleepOnsetLatency: v.number(),
    wakeAfterSleepOnset: v.number(),
    pittsburgh: v.number(),
    affectBalance: v.number(),
    dailyStress: v.number(),
    sleepQuality: v.number(),
    mood: v.number(),
    calm: v.number(),
  }),
)

/** Checks `GivenLabels` wherever they come from outside. */
export const GivenLabelsSchema: v.GenericSchema<GivenLabels> = v.record(
  v.picklist(LABELS),
  v.picklist([0, 1]),
)

const MINUTES_A_DAY = 1440

/** The figures of a night without those that can't be: a share over the whole, minutes of more than a day, no number. */
export const plausible = (night: Measures): Measures =>
  Object.fromEntries(
    Object.entries(night).filter(
      ([name, value]) => value >= 0 && value <= (name === 'sleepEfficiency' ? 100 : MINUTES_A_DAY),
    ),
  )
