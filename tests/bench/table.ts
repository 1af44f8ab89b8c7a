import type { Column, Machine, MeasuredCase, Report, Row, Unit } from './row.ts'

/** Three figures where a number has decimals; never more digits than a measurement carries. */
const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

const bytes = (value: number): string =>
  value < 1e3 ? `${value} B` : value < 1e6 ? `${short(value / 1e3)} kB` : `${short(value / 1e6)} MB`

const FORMATS: Record<Unit, (value: number) => string> = {
  ms: short,
  seconds: (value) => value.toPrecision(3),
  count: (value) => value.toFixed(0),
  bytes,
  ratio: short,
  perSecond: short,
  error: (value) => value.toExponential(1),
}

const cellOf = ({ key, unit }: Column, { figures }: Row): string => {
  const value = figures[key]
  return value === undefined || Number.isNaN(value) ? '–' : FORMATS[unit](value)
}

/** One case as lines of text: a title, a head, and a line for each row with its note at the end. */
export function tableOf({ name, title, columns, rows }: MeasuredCase): string[] {
  const head = ['', 'by', ...columns.map((column) => column.title), '']
  const cells = rows.map((row) => [
    row.subject,
    row.by,
    ...columns.map((column) => cellOf(column, row)),
    row.note ?? '',
  ])
  const widths = head.map((word, i) => Math.max(word.length, ...cells.map((line) => line[i]?.length ?? 0)))
  const line = (words: readonly string[]): string =>
    words
      .map((word, i) => {
        const width = i === words.length - 1 ? 0 : (widths[i] ?? 0)
        return i < 2 ? word.padEnd(width) : word.padStart(width)
      })
      .join('  ')
      .trimEnd()
  return [`${name}: ${title}`, line(head), ...cells.map(line)]
}

export function machineLines(machine: Machine): string[] {
  const { date, cores, processor, load, browser, adapter, software, isolated, versions } = machine
  return [
    `${date}; ${cores} cores (${processor}); ${browser}`,
    `load ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after; beyond the number of cores, times are inflated`,
    `WebGPU adapter: ${adapter}${software ? ' (software: its times say nothing about a graphics card)' : ''}`,
    `cross-origin isolated: ${isolated ? 'yes, WASM has threads' : 'no, WASM has one thread'}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
  ]
}

export const reportText = ({ machine, cases }: Report): string =>
  [machineLines(machine), ...cases.map(tableOf)].map((lines) => lines.join('\n')).join('\n\n')
