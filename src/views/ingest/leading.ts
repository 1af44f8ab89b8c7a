import type { Problem } from '../../readers/reader.ts'
import { BETWEEN_NAMES } from '../../readers/wearable/rivals.ts'

/** Devices that could lead in the place of the one that does, each once. */
export const couldLead = (notices: readonly Problem[]): string[] => [
  ...new Set(
    notices
      .filter(({ code }) => code === 'two_devices')
      .flatMap(({ detail }) => String(detail?.['others'] ?? '').split(BETWEEN_NAMES)),
  ),
]
