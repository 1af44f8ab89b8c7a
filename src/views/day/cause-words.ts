import { m } from '../../i18n/paraglide/messages.js'
import type { Cause } from '../../simulate/effects.ts'

const NAMES: Readonly<Record<Cause, () => string>> = {
  lateCaffeine: m.cause_late_caffeine,
  stressAtWork: m.cause_stress_at_work,
  restlessNight: m.cause_restless_night,
  shortNight: m.cause_short_night,
  forgottenWatch: m.cause_forgotten_watch,
}

/** What was planted in a virtual day. */
export const causeName = (cause: Cause): string => NAMES[cause]()
