import type { PictureRow } from '../../inputs/composite/picture.ts'
import type { StoredPicture } from '../../inputs/composite/stored.ts'
import type { ChannelId } from '../../lifelog/channels.ts'
import { SECONDS_A_DAY, type Day, type DayStart } from '../../lifelog/day.ts'
import { isKnown } from '../../synchronise/known.ts'

/** A place in a day's picture: one row at one second after the day's start. */
export interface Cursor {
  readonly row: number
  readonly second: number
}

type Drawn = Pick<StoredPicture, 'width' | 'height' | 'rows'>

const MINUTE = 60
const HOUR = 3600
const LAST = SECONDS_A_DAY - 1

/**
 * The second under a point, in the row nearest to it.
 * @param x share of the picture's width from its left, 0 to 1
 * @param y share of its height from the top, 0 to 1
 * @returns null left or right of the rows
 */
export function cursorAt({ width, height, rows }: Drawn, x: number, y: number): Cursor | null {
  const [left, right] = [rows[0]?.left ?? 0, rows[0]?.right ?? 0]
  const share = (x * width - left) / (right - left)
  if (!(share >= 0 && share <= 1)) return null
  const away = (row: PictureRow): number => Math.max(row.top - y * height, y * height - row.bottom, 0)
  let nearest = 0
  for (const [i, row] of rows.entries()) if (away(row) < away(rows[nearest] as PictureRow)) nearest = i
  return { row: nearest, second: Math.round(share * LAST) }
}

/** Where a cursor's upright line stands, as a share of the picture's width. */
export const placeOf = ({ width, rows }: Pick<StoredPicture, 'width' | 'rows'>, second: number): number => {
  const [left, right] = [rows[0]?.left ?? 0, rows[0]?.right ?? 0]
  return (left + (second / LAST) * (right - left)) / width
}

/**
 * Where a key takes the cursor: sideways by the minute, with Shift by the second, by pages of an hour, up and down
 * from row to row.
 * @returns null for any other key
 */
export function movedBy(
  { row, second }: Cursor,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  rows: number,
): Cursor | null {
  const step = shiftKey ? 1 : MINUTE
  const at = (to: number): Cursor => ({ row, second: Math.min(LAST, Math.max(0, to)) })
  const on = (to: number): Cursor => ({ row: Math.min(rows - 1, Math.max(0, to)), second })
  switch (key) {
    case 'ArrowLeft':
      return at(second - step)
    case 'ArrowRight':
      return at(second + step)
    case 'PageUp':
      return at(second - HOUR)
    case 'PageDown':
      return at(second + HOUR)
    case 'Home':
      return at(0)
    case 'End':
      return at(LAST)
    case 'ArrowUp':
      return on(row - 1)
    case 'ArrowDown':
      return on(row + 1)
    default:
      return null
  }
}

/** What a channel holds at a second. */
export interface Reading {
  readonly channel: ChannelId
  readonly clock: string
  /** null where nothing is known. */
  readonly value: number | null
  /** The value lies between samples, and none of them is its own. */
  readonly filled: boolean
}

export function readingAt(
  day: Pick<Day, 'channels' | 'known' | 'start'>,
  channel: ChannelId,
  second: number,
): Reading {
  const values = day.channels.get(channel)
  const step = Math.floor((second / SECONDS_A_DAY) * (values?.length ?? 0))
  const value = values?.[step] ?? NaN
  const mask = day.known.get(channel)
  return {
    channel,
    clock: clockAt(second, day.start),
    value: value === value ? value : null,
    filled: value === value && mask !== undefined && !isKnown(mask, step),
  }
}

/** Clock time "14:03:20" of a second after the day's start. */
export function clockAt(second: number, start: DayStart): string {
  const of = (Math.round(second) + (start === 'noon' ? SECONDS_A_DAY / 2 : 0)) % SECONDS_A_DAY
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${two(of / HOUR)}:${two((of % HOUR) / MINUTE)}:${two(of % MINUTE)}`
}
