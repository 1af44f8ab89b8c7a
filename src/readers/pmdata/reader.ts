import type { Measures } from '../../lifelog/labels.ts'
import { dateOf, dayNumber, WallClock } from '../../synchronise/wall-clock.ts'
import { Cells } from '../cells.ts'
import { csvHeader } from '../csv.ts'
import { instantOf } from '../wearable/written-time.ts'
import { OWN } from '../fitbit/layout.ts'
import { baseName, folderOf } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { tableRows } from '../table.ts'
import { unreadable } from '../triage.ts'
import { participantOf } from '../wearable/owner.ts'

const COLUMNS = ['effective_time_frame', 'mood', 'sleep_quality', 'stress']

/**
 * What people of PMData (Thambawita et al., MMSys 2020) say of themselves, `pmsys/wellness.csv`, on scales from 1 to 5 on which
 * 5 is the good state, of stress as well; 0 is no answer. Their Fitbit's files beside it are read as such.
 */
export const pmdata: Reader = {
  id: 'pmdata',

  async detect(files) {
    const groups: SourceFile[][] = []
    for (const file of files) {
      if (baseName(file.path).toLowerCase() !== 'wellness.csv') continue
      const header = await csvHeader(file.blob).catch((): string[] => [])
      if (!COLUMNS.every((name) => header.includes(name))) continue
      const beside = files.filter(
        (other) =>
          other !== file &&
          folderOf(other.path) === folderOf(file.path) &&
          /pmsys$/i.test(folderOf(file.path)),
      )
      groups.push([file, ...beside])
    }
    return groups
  },

  async *read([file], options): AsyncGenerator<Found> {
    if (!file) return
    const cells = new Cells(file.path)
    let answers = 0
    try {
      for await (const found of readAnswers(file, options, cells)) {
        if (found.kind === 'measures') answers++
        yield found
      }
    } catch (error) {
      if (options.signal.aborted) throw error
      yield { kind: 'problem', problem: unreadable(file.path, error) }
    }
    for (const problem of cells.problems()) yield { kind: 'problem', problem }
    if (answers === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
  },
}

/**
 * Whoever answers before four at night hasn't slept yet, and is late for the morning behind: ten of p03's answers are so
 * late, five of them on a date that has one of its own as well, and none after a date that has one. An answer from noon on is of its own morning still.
 */
const STILL_UP = 4 * 3_600_000

/**
 * All is asked in the morning. The night belongs to the evening before it, and so do mood and stress: what somebody feels before
 * the day has begun comes of the day and the night that lie behind.
 */
async function* readAnswers(
  file: SourceFile,
  { signal, zone }: ReadOptions,
  cells: Cells,
): AsyncGenerator<Found> {
  const participant = participantOf(file.path, OWN)
  const clock = new WallClock(zone)
  for await (const { rows, bytes } of tableRows(file, signal)) {
    for (const row of rows) {
      const at = instantOf(row.text('effective_time_frame'))
      if (Number.isNaN(at)) {
        cells.bad(row.text('effective_time_frame'), row.line, 'effective_time_frame')
        continue
      }
      const rating = (column: string): number | undefined => {
        const value = cells.number(row.text(column), row.line, column)
        return value >= 1 && value <= 5 ? value : undefined
      }
      const all = { sleepQuality: rating('sleep_quality'), mood: rating('mood'), calm: rating('stress') }
      const measures: Measures = Object.fromEntries(
        Object.entries(all).filter(([, value]) => value !== undefined),
      )
      const morning = dayNumber(clock.wall(at) - STILL_UP, 'midnight')
      if (Object.keys(measures).length > 0)
        yield { kind: 'measures', of: { participant, date: dateOf(morning - 1), measures } }
    }
    yield { kind: 'progress', file: file.path, bytes }
  }
}
