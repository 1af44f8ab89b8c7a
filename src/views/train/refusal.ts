import { m } from '../../i18n/paraglide/messages.js'
import type { TrainingOutcome } from '../../training/events.ts'

type Refused = Extract<TrainingOutcome, { kind: 'refused' }>

/** Why training did not start, and what helps. */
export function refusalWords({ reason, detail }: Refused): string {
  const words = (m as unknown as Record<string, ((gaps: Refused['detail']) => string) | undefined>)[
    `learn_refused_${reason}`
  ]
  return words?.(detail) ?? m.learn_refused_other({ reason })
}
