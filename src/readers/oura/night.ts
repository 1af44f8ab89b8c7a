import * as v from 'valibot'
import type { Measures } from '../../lifelog/labels.ts'
import { plausible } from '../../lifelog/measures.ts'
import { dateOf, dayNumber } from '../../synchronise/wall-clock.ts'
import type { Cells } from '../cells.ts'
import { aheadIn, instantOf } from '../wearable/written-time.ts'
import type { TableRow } from '../table.ts'
import type { Recording } from '../wearable/recording.ts'

/** Heart rates of a night, some minutes apart; null where the ring had none. */
const Series = v.object({
  interval: v.pipe(v.number(), v.minValue(1)),
  items: v.array(v.nullable(v.number())),
  timestamp: v.optional(v.string()),
})
/** A ring measures every five minutes: a longer series is none. */
const MOST_ITEMS = 5000

/** A row of `sleepmodel.csv`: its hearts into the recording, and the night's figures; null where it is no night. */
export function takeNight(
  row: TableRow,
  recording: Recording,
  cells: Cells,
): { date: string; measures: Measures } | null {
  const written = row.text('bedtime_start')
  const start = instantOf(written)
  if (Number.isNaN(start)) {
    cells.bad(written, row.line, 'bedtime_start')
    return null
  }
  const ahead = aheadIn(written)
  takeHearts(row, { start, ahead }, recording, cells)
  // Naps and rests are lines of their own.
  const type = row.text('type')
  if (type !== '' && type !== 'long_sleep') return null
  const measures = measuresOf(row, instantOf(row.text('bedtime_end')) - start, cells)
  return measures && { date: dateOf(dayNumber(start + 60_000 * ahead, 'noon')), measures }
}

/**
 * Seconds become minutes. Awake is all that isn't sleep between going to bed and getting up, the time to fall asleep
 * included, which is taken off.
 */
function measuresOf(row: TableRow, inBed: number, cells: Cells): Measures | null {
  const minutes = (column: string): number => cells.number(row.text(column), row.line, column) / 60
  const totalSleepTime = minutes('total_sleep_duration')
  if (!(totalSleepTime > 0)) return null
  const latency = minutes('latency')
  const all: Measures = {
    totalSleepTime,
    sleepEfficiency: (100 * totalSleepTime) / (inBed / 60_000),
    sleepOnsetLatency: latency,
    wakeAfterSleepOnset: minutes('awake_time') - latency,
  }
  return plausible(all)
}

function takeHearts(
  row: TableRow,
  { start, ahead }: { readonly start: number; readonly ahead: number },
  recording: Recording,
  cells: Cells,
): void {
  const text = row.text('heart_rate')
  if (text === '' || text === 'null') return
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return cells.bad(text, row.line, 'heart_rate')
  }
  const { success, output } = v.safeParse(Series, json)
  if (!success || output.items.length > MOST_ITEMS) return cells.bad(text, row.line, 'heart_rate')
  const stated = instantOf(output.timestamp ?? '')
  const from = Number.isNaN(stated) ? start : stated
  const source = recording.source('Oura')
  output.items.forEach((value, i) => {
    if (value === null) return
    recording.add('heart_rate', {
      start: from + 1000 * output.interval * i,
      seconds: 0,
      value,
      ahead,
      source,
    })
  })
}
