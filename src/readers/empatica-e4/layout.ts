import type { ChannelId } from '../../lifelog/channels.ts'
import { baseName } from '../path.ts'
import type { SourceFile } from '../reader.ts'

/** Standard gravity, m/s². */
const GRAVITY = 9.80665

interface Column {
  readonly channel: ChannelId
  /** What a written value is multiplied by. */
  readonly factor: number
}

/** Accelerations are written in 64ths of g. */
const acceleration = (channel: ChannelId): Column => ({ channel, factor: GRAVITY / 64 })

/** Tables that give channels, and what their columns are. Each has its start, its rate, then a sample a line. */
export const TABLES: Readonly<Record<string, readonly Column[]>> = {
  'acc.csv': [acceleration('acc_x'), acceleration('acc_y'), acceleration('acc_z')],
  'hr.csv': [{ channel: 'heart_rate', factor: 1 }],
}

/** Recognised, and left unread: no channel comes from them. */
export const PASSED_OVER: readonly string[] = [
  'bvp.csv',
  'eda.csv',
  'ibi.csv',
  'temp.csv',
  'tags.csv',
  'info.txt',
]

export const nameOf = (file: SourceFile): string => baseName(file.path).toLowerCase()

/** The first two lines of a table: when it starts, in milliseconds since the Unix epoch, and its rate in Hz. */
export interface Start {
  readonly at: number
  readonly rate: number
}

/** Devices of this kind were sold from 2014 on; the latest is far away. */
const [FIRST, LAST] = [Date.UTC(2013, 0) / 1000, Date.UTC(2100, 0) / 1000]
/** The fastest of its sensors has 64 Hz. */
const FASTEST = 64

/**
 * @param columns of the table
 * @returns null where these are not such lines: every column must say the same
 */
export function startIn(first: readonly string[], second: readonly string[], columns: number): Start | null {
  const same = (cells: readonly string[]): number => {
    const values = cells.map((cell) => (cell.trim() === '' ? NaN : Number(cell)))
    return values.length === columns && values.every((value) => value === values[0]) ? values[0]! : NaN
  }
  const [start, rate] = [same(first), same(second)]
  return start >= FIRST && start < LAST && rate > 0 && rate <= FASTEST ? { at: 1000 * start, rate } : null
}

/** `1680686620_A01234` is what the maker's site calls a session: its start and the device. */
const SESSION = /(?:^|\/)\d{9,10}_([A-Z0-9]{4,8})(?:\.zip)?(?:\/|$)/i
/** A recording that came without a folder. */
const NAMELESS = 'Empatica E4'

/** The device where a folder names it, else the folder. */
export function participantOf(path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  return SESSION.exec(folder)?.[1]?.toUpperCase() ?? (baseName(folder) || NAMELESS)
}
