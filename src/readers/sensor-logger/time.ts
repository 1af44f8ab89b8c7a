const [FIRST, LAST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)]
/** Digits behind a millisecond. */
const DIGITS = 6

/**
 * Milliseconds since the Unix epoch of a written count of nanoseconds; NaN where it is none. Nineteen digits are more
 * than a number holds, so that the text is parted before it becomes one.
 */
export function millisecondsOf(text: string): number {
  const whole = /^\d{16,20}$/.test(text)
  const ms = whole
    ? Number(text.slice(0, -DIGITS)) + Number(text.slice(-DIGITS)) / 10 ** DIGITS
    : Number(text === '' ? NaN : text) / 10 ** DIGITS
  return ms >= FIRST && ms < LAST ? ms : NaN
}
