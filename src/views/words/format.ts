import { getLocale } from '../../i18n/paraglide/runtime.js'

const number = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
  let format: Intl.NumberFormat | undefined
  return (value) => (format ??= new Intl.NumberFormat(getLocale(), options)).format(value)
}

export const percent = number({ style: 'percent', maximumFractionDigits: 0 })
export const whole = number({ maximumFractionDigits: 0 })
export const oneDecimal = number({ maximumFractionDigits: 1 })
export const twoDecimals = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 })
export const threeDecimals = number({ minimumFractionDigits: 3, maximumFractionDigits: 3 })

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

/** Seconds as m:ss. */
export function clockTime(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds))
  return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')}`
}
