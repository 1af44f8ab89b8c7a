import * as v from 'valibot'

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
  }),
)
