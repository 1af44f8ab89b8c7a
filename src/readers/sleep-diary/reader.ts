import type { Measures } from '../../lifelog/labels.ts'
import { plausible } from '../../lifelog/measures.ts'
import { Cells } from '../cells.ts'
import { csvHeader } from '../csv.ts'
import { baseName, folderOf } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { tableRows, type TableRow } from '../table.ts'
import { unreadable } from '../triage.ts'

/** Columns that nobody else's diary has side by side. */
const COLUMNS = ['userId', 'date', 'go2bed', 'asleep', 'wakeup', 'waso', 'sleep_duration', 'in_bed_duration']

/**
 * The sleep diary of a study of 49 people (Baigutanova et al., Scientific Data 2025): a night a line. It gives nights
 * alone; recordings of the same people have to come from elsewhere.
 */
export const sleepDiary: Reader = {
  id: 'sleep-diary',

  async detect(files) {
    const groups: SourceFile[][] = []
    for (const file of files) {
      if (!/\.csv$/i.test(file.path)) continue
      const header = await csvHeader(file.blob).catch((): string[] => [])
      if (!COLUMNS.every((name) => header.includes(name))) continue
      // What the people are like stands beside it: no channel and no label comes from that.
      const beside = files.filter(
        ({ path }) => folderOf(path) === folderOf(file.path) && baseName(path).toLowerCase() === 'survey.csv',
      )
      groups.push([file, ...beside])
    }
    return groups
  },

  async *read([file], options): AsyncGenerator<Found> {
    if (!file) return
    const cells = new Cells(file.path)
    let nights = 0
    try {
      for await (const found of readNights(file, options, cells)) {
        if (found.kind === 'measures') nights++
        yield found
      }
    } catch (error) {
      if (options.signal.aborted) throw error
      yield { kind: 'problem', problem: unreadable(file.path, error) }
    }
    for (const problem of cells.problems()) yield { kind: 'problem', problem }
    if (nights === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
  },
}

async function* readNights(file: SourceFile, { signal }: ReadOptions, cells: Cells): AsyncGenerator<Found> {
  for await (const { rows, bytes } of tableRows(file, signal)) {
    for (const row of rows) {
      const [participant, date] = [row.text('userId'), eveningBefore(row.text('date'))]
      if (!date || !participant) {
        cells.bad(row.text('date'), row.line, 'date')
        continue
      }
      yield { kind: 'measures', of: { participant, date, measures: measuresOf(row, cells) } }
    }
    yield { kind: 'progress', file: file.path, bytes }
  }
}

const DATE = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/

/**
 * The date is the morning's on which the page was written (people sleep longest on Saturdays and Sundays of this diary), the
 * night belongs to the evening before.
 */
export function eveningBefore(text: string): string | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number)
  const at = new Date(Date.UTC(year!, month! - 1, day))
  if (at.getUTCMonth() !== month! - 1 || year! < 1990 || year! > 2100) return null
  at.setUTCDate(at.getUTCDate() - 1)
  return at.toISOString().slice(0, 10)
}

/**
 * Hours become minutes. The duration is from falling asleep to waking: the minutes awake within are taken off here, and where
 * they are blank neither time asleep nor efficiency is known.
 */
function measuresOf(row: TableRow, cells: Cells): Measures {
  const number = (column: string): number => cells.number(row.text(column), row.line, column)
  const awake = number('waso')
  const asleep = 60 * number('sleep_duration') - awake
  const inBed = 60 * number('in_bed_duration')
  const latency = 60 * number('sleep_latency')
  const all: Measures = {
    totalSleepTime: asleep,
    sleepEfficiency: (100 * asleep) / inBed,
    sleepOnsetLatency: latency,
    wakeAfterSleepOnset: awake,
  }
  return plausible(all)
}
