import type { Measures } from '../../lifelog/labels.ts'
import { plausible } from '../../lifelog/measures.ts'
import type { Found, MeasuresOfDay, ReadOptions, SourceFile } from '../reader.ts'
import { eveningOf, subjectIn, wallIn } from './keys.ts'
import { sleepLabels } from './label-rules.ts'
import { readSideTable, type SideRow } from './side-table.ts'

const PHASES = ['lightsleepduration', 'deepsleepduration', 'remsleepduration'] as const
const UNTIL_ASLEEP = 'durationtosleep'
const AWAKE = 'wakeupduration'

/** `user_sleep_2020.csv`: a sleep mat's summary of each night (reference 1.5), durations in seconds. */
export async function* readSleep(
  file: SourceFile,
  prefix: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const wanted = ['userid', 'startdt', 'enddt', ...PHASES, UNTIL_ASLEEP, AWAKE]
  const table = await readSideTable(file, wanted, options)
  const nights: MeasuresOfDay[] = []
  for (const row of table.rows) {
    const subject = subjectIn(row.text('userid'))
    const from = wallIn(row.text('startdt'))
    if (!subject || Number.isNaN(from)) {
      row.bad(`${row.text('userid')} ${row.text('startdt')}`)
      continue
    }
    const measures = measuresOf(row, wallIn(row.text('enddt')) - from)
    const labels = sleepLabels(measures)
    nights.push({ participant: `${prefix}/${subject}`, date: eveningOf(from), measures, labels })
  }
  yield* table.found()
  // Of an evening with two entries the longer night counts: what comes first stays.
  const asleep = ({ measures }: MeasuresOfDay): number => measures.totalSleepTime ?? 0
  for (const of of nights.sort((a, b) => asleep(b) - asleep(a))) yield { kind: 'measures', of }
}

/** @param inBed milliseconds, NaN where unknown */
function measuresOf(row: SideRow, inBed: number): Measures {
  const minutes = (column: string): number => row.number(column) / 60
  const totalSleepTime = PHASES.reduce((sum, phase) => sum + minutes(phase), 0)
  const all: Measures = {
    totalSleepTime,
    sleepEfficiency: (100 * totalSleepTime) / (inBed / 60_000),
    sleepOnsetLatency: minutes(UNTIL_ASLEEP),
    wakeAfterSleepOnset: minutes(AWAKE),
  }
  return plausible(all)
}
