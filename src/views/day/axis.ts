import type { PictureRow } from '../../inputs/composite/picture.ts'
import type { StoredPicture } from '../../inputs/composite/stored.ts'
import type { DayStart } from '../../lifelog/day.ts'

const EVERY_HOURS = 3
const HOURS = 24

export interface Tick {
  /** Clock time, "15:00". */
  readonly clock: string
  /** Place over the whole picture's width, 0 to 1. */
  readonly at: number
}

/** Where the clock's hours lie under a picture. Its rows run from the day's first second to its last. */
export function ticksOf(picture: Pick<StoredPicture, 'width' | 'rows'>, start: DayStart): Tick[] {
  const row = picture.rows[0]
  if (!row) return []
  const first = start === 'noon' ? HOURS / 2 : 0
  return Array.from({ length: HOURS / EVERY_HOURS + 1 }, (_, i) => {
    const hours = i * EVERY_HOURS
    return {
      clock: `${String((first + hours) % HOURS).padStart(2, '0')}:00`,
      at: (row.left + (hours / HOURS) * (row.right - row.left)) / picture.width,
    }
  })
}

export interface RowPlace {
  readonly row: PictureRow
  /** Middle of the row over the whole picture's height, 0 to 1. */
  readonly middle: number
}

export const placesOf = (picture: Pick<StoredPicture, 'height' | 'rows'>): RowPlace[] =>
  picture.rows.map((row) => ({ row, middle: (row.top + row.bottom) / 2 / picture.height }))

/** A spectrogram is as wide as its day: where the clock's hours lie under it. */
export const ticksOverDay = (start: DayStart): Tick[] =>
  ticksOf(
    { width: 1, rows: [{ channel: 'steps', left: 0, right: 1, top: 0, bottom: 1, low: 0, high: 1 }] },
    start,
  )
