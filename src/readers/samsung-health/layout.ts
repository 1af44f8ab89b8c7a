import type { ChannelId } from '../../lifelog/channels.ts'
import { baseName } from '../path.ts'

/** Folders that the export consists of. */
export const OWN = /^(samsung ?health|samsunghealth_.*|download|jsons?|files)$/i

/** What a table's column gives. */
export interface Column {
  readonly channel: ChannelId
  readonly column: string
  /** Whether it is counted over a minute, and not measured at an instant. */
  readonly count: boolean
}

/** Tables by their name without the maker's `com.samsung.…` and the export's time. */
const TABLES: Readonly<Record<string, readonly Column[] | 'stages'>> = {
  heart_rate: [{ channel: 'heart_rate', column: 'heart_rate', count: false }],
  pedometer_step_count: [
    { channel: 'steps', column: 'count', count: true },
    { channel: 'distance', column: 'distance', count: true },
    { channel: 'burned_calories', column: 'calorie', count: true },
    { channel: 'running_steps', column: 'run_step', count: true },
    { channel: 'walking_steps', column: 'walk_step', count: true },
  ],
  sleep_stage: 'stages',
}

const NAME =
  /^com\.samsung\.s?health\.(?:tracker\.)?([a-z_]+)\.\d+\.csv$|^com\.samsung\.s?health\.(?:tracker\.)?([a-z_]+)\.csv$/i

/** What a file of this name gives; null for one of the maker's that gives nothing, undefined for other files. */
export function tableOf(path: string): readonly Column[] | 'stages' | null | undefined {
  const match = NAME.exec(baseName(path))
  if (!match) return undefined
  return TABLES[(match[1] ?? match[2] ?? '').toLowerCase()] ?? null
}

/** The first line of every table says which it is. */
export const looksLike = (head: string): boolean => /^\ufeff?com\.samsung\.s?health\.[\w.]+,\d+/i.test(head)

/** Columns carry the table's name before their own, or don't. */
export const named = (column: string): RegExp => new RegExp(`(^|\\.)${column}$`)
