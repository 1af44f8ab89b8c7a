import { m } from '../src/i18n/paraglide/messages.js'
import { CHANNEL_IDS } from '../src/lifelog/channels.ts'
import type { Day } from '../src/lifelog/day.ts'

const MS_A_DAY = 86_400_000

/** The date, or the day's number where the recording only counts days. */
export const dayName = ({ date, dateKnown }: Pick<Day, 'date' | 'dateKnown'>): string =>
  dateKnown ? date : m.ingest_cli_day_number({ number: Date.parse(date) / MS_A_DAY + 1 })

/** Participants and days down, channels across: per cent of the day known before and after filling. */
export function coverageTable(days: readonly Day[]): string {
  const channels = CHANNEL_IDS.filter((id) => days.some((day) => day.coverage.has(id)))
  const percent = (share: number): string => (100 * share).toFixed(1)
  const sorted = [...days].sort(
    (a, b) =>
      a.participant.localeCompare(b.participant, 'en', { numeric: true }) || a.date.localeCompare(b.date),
  )
  const rows = sorted.map((day) => [
    day.participant,
    dayName(day),
    ...channels.map((id) => {
      const coverage = day.coverage.get(id)
      return coverage ? `${percent(coverage.before)} → ${percent(coverage.after)} %` : '–'
    }),
  ])
  const table = [[m.ingest_cli_participant(), m.ingest_cli_day(), ...channels], ...rows]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return `${m.ingest_cli_coverage()}\n\n${lines.join('\n')}`
}
