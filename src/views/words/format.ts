import { getLocale } from '../../i18n/paraglide/runtime.js'

const number = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
  let format: Intl.NumberFormat | undefined
  return (value) => (format ??= new Intl.NumberFormat(getLocale(), options)).format(value)
}

export const percent = number({ style: 'percent', maximumFractionDigits: 0 })
export const whole = number({ maximumFractionDigits: 0 })
export const oneDecimal = number({ maximumFractionDigits: 1 })
export const twoDecimals = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
/** As many digits as a sensor gives a meaning to. */
export const significant = number({ maximumSignificantDigits: 5 })
export const threeDecimals = number({ minimumFractionDigits: 3, maximumFractionDigits: 3 })

/** With a plus or a minus before it. */
export const signedTwo = number({
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
})
export const signedThree = number({
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: 'exceptZero',
})

/** 1.2e-7 as "1.2 × 10⁻⁷". */
export function scientific(value: number): string {
  if (value === 0) return '0'
  const [mantissa = '', exponent = ''] = value.toExponential(1).split('e')
  const raised = [...String(Number(exponent))]
    .map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]))
    .join('')
  return `${mantissa} × 10${raised}`
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function bytes(value: number): string {
  const step = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3))
  const format = new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: step === 0 ? 0 : 1,
  })
  return format.format(value / 1000 ** step)
}

/** Seconds as m:ss, from an hour on as h:mm:ss. */
export function clockTime(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds))
  const padded = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor(rounded / 60)
  if (minutes < 60) return `${minutes}:${padded(rounded % 60)}`
  return `${Math.floor(minutes / 60)}:${padded(minutes % 60)}:${padded(rounded % 60)}`
}

/** Where a unit of time ends and the next one reads better, in seconds. */
const DURATIONS = [
  { unit: 'second', seconds: 1, upTo: 90 },
  { unit: 'minute', seconds: 60, upTo: 90 * 60 },
  { unit: 'hour', seconds: 3600, upTo: 48 * 3600 },
  { unit: 'day', seconds: 86_400, upTo: Infinity },
] as const

/** Seconds in the unit that people would use: "40 seconds", "12 minutes", "3.5 hours". */
export function duration(seconds: number): string {
  const { unit, seconds: each } = DURATIONS.find(({ upTo }) => seconds < upTo) ?? DURATIONS[3]
  const long = unit === 'hour' || unit === 'day'
  return new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: long && seconds < 10 * each ? 1 : 0,
  }).format(Math.max(1, seconds) / each)
}
