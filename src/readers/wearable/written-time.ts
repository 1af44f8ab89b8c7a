const AMERICAN = /^(\d{2})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})$/
const ISO = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/
const OFFSET = /^(.*?)\s*(?:Z|UTC|(?:UTC)?([+-])(\d{2}):?(\d{2}))$/i

/** No watch has counted before. */
const [FIRST, LAST] = [Date.UTC(2008, 0), Date.UTC(2100, 0)]

/**
 * Milliseconds since 1970-01-01 00:00 on the clock that the file is written by: `04/22/19 04:00:05` (month first),
 * `2019-11-02 00:09:30`, `2019-11-02T07:19:30.000`. NaN for what is no time.
 */
export function wallTimeOf(text: unknown): number {
  if (typeof text !== 'string') return NaN
  const american = AMERICAN.exec(text)
  const parts = american
    ? [2000 + Number(american[3]), ...[1, 2, 4, 5, 6].map((k) => Number(american[k]))]
    : (ISO.exec(text) ?? []).slice(1).map((part) => Number(part ?? 0))
  const [year, month, day, hour, minute, second] = parts
  if (parts.length !== 6 || !month || month > 12 || !day || day > 31 || hour! > 23 || minute! > 59) return NaN
  const at = Date.UTC(year!, month - 1, day, hour, minute, second)
  return at >= FIRST && at < LAST ? at : NaN
}

/** Milliseconds since the Unix epoch, of a time that says how far it is from UTC: `2024-01-01T00:00:05Z`; else NaN. */
export function instantOf(text: string): number {
  const { wall, ahead } = parted(text)
  return wallTimeOf(wall) - 60_000 * ahead
}

/** Minutes ahead of UTC at the end of a time, or alone: `-05:00`, `UTC+0100`, `…Z`; NaN where nothing says so. */
export const aheadIn = (text: string): number => parted(text).ahead

function parted(text: string): { wall: string; ahead: number } {
  const match = OFFSET.exec(text.trim())
  if (!match) return { wall: text, ahead: NaN }
  const [, wall = '', sign, hours, minutes] = match
  return { wall, ahead: sign ? (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes)) : 0 }
}
