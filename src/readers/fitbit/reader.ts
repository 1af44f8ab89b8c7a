import type { MeasuresOfDay } from '../reader.ts'
import { Cells } from '../cells.ts'
import { NotCsv } from '../csv.ts'
import { DamagedJson, jsonElements } from '../json-elements.ts'
import type { Found, Problem, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { tableRows, type TableRow } from '../table.ts'
import { unreadable } from '../triage.ts'
import { LocalTime } from '../wearable/instant.ts'
import type { Stage } from '../wearable/nights.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { isBeside, kindOf, looksLike, OWN, type Kind } from './layout.ts'
import { nightOf, type FitbitNight } from './night.ts'
import { instantOf, offsetOf, wallTimeOf } from './times.ts'

/**
 * Fitbit's exports: the JSON files of Google Takeout's first generation (and of data sets made of them, such as PMData), and
 * the tables of its second. One person's files, however many, are one group.
 */
export const fitbit: Reader = {
  id: 'fitbit',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    for (const file of files) {
      const kind = kindOf(file.path)
      if (!kind) continue
      const head = await file.blob
        .slice(0, 4096)
        .text()
        .catch(() => '')
      if (!looksLike(kind, head)) continue
      const participant = participantOf(file.path, OWN)
      groups.set(participant, [...(groups.get(participant) ?? []), file])
    }
    for (const file of files)
      if (!kindOf(file.path) && isBeside(file.path)) groups.get(participantOf(file.path, OWN))?.push(file)
    return [...groups.values()]
  },

  async *read(group, options): AsyncGenerator<Found> {
    yield* new Export(group, options).read()
  },
}

/** Heart rates of which Fitbit itself is not sure at all are none. */
const NO_CONFIDENCE = 0
const MINUTE = 60

class Export {
  readonly #group: readonly SourceFile[]
  readonly #options: ReadOptions
  readonly #recording: Recording
  readonly #local: LocalTime
  readonly #nights: FitbitNight[] = []

  constructor(group: readonly SourceFile[], options: ReadOptions) {
    this.#group = group
    this.#options = options
    this.#recording = new Recording(options)
    this.#local = new LocalTime(options.zone)
  }

  async *read(): AsyncGenerator<Found> {
    const [first] = this.#group
    if (!first) return
    let google = false
    for (const file of this.#group) {
      const kind = kindOf(file.path)
      if (!kind) continue
      const cells = new Cells(file.path)
      google ||= kind.of.startsWith('google')
      try {
        if (kind.of.startsWith('classic')) yield* this.#elements(file, kind, cells)
        else yield* this.#table(file, kind, cells)
      } catch (error) {
        if (this.#options.signal.aborted) throw error
        yield { kind: 'problem', problem: problemOf(file.path, error) }
      }
      for (const problem of cells.problems()) yield { kind: 'problem', problem }
    }
    if (google) {
      const detail = { format: 'Fitbit in Google Takeout’s tables' }
      yield { kind: 'notice', problem: { file: first.path, code: 'never_seen', detail } }
    }
    const participant = participantOf(first.path, OWN)
    yield* this.#nightsOf(participant)
    if (this.#recording.empty && this.#nights.length === 0)
      yield { kind: 'problem', problem: { file: first.path, code: 'no_rows' } }
    yield* this.#recording.found(participant, first.path)
  }

  async *#elements(file: SourceFile, kind: Kind, cells: Cells): AsyncGenerator<Found> {
    for await (const { elements, bytes } of jsonElements(file.blob, this.#options.signal)) {
      for (const { value, number } of elements) {
        if (kind.of === 'classic') this.#sample(value as Sample, number, kind, cells)
        else this.#sleep(value, number, cells)
      }
      yield { kind: 'progress', file: file.path, bytes }
    }
  }

  /** Steps and hearts are in UTC, though nothing says so: only then do people of PMData not walk in their sleep. */
  #sample({ dateTime, value }: Sample, number: number, kind: Kind & { of: 'classic' }, cells: Cells): void {
    const at = wallTimeOf(dateTime)
    if (Number.isNaN(at)) return cells.bad(String(dateTime), number, 'dateTime')
    const heart = typeof value === 'object' && value !== null ? value : undefined
    if (heart?.confidence === NO_CONFIDENCE) return
    const written = heart ? heart.bpm : value
    const measured = cells.number(written === undefined ? '' : String(written), number, 'value')
    if (!Number.isNaN(measured)) this.#add(kind, at, measured)
  }

  #add({ channel, factor }: Kind & { of: 'classic' | 'google' }, at: number, measured: number): void {
    this.#recording.add(channel, {
      start: at,
      seconds: channel === 'heart_rate' ? 0 : MINUTE,
      value: factor * measured,
      ahead: this.#local.aheadAt(at) / 60_000,
      source: this.#recording.source('Fitbit'),
    })
  }

  #sleep(value: unknown, number: number, cells: Cells): void {
    const night = nightOf(value)
    if (night) this.#nights.push(night)
    else if (night === undefined) cells.bad(JSON.stringify(value), number, 'sleep')
  }

  async *#table(file: SourceFile, kind: Kind, cells: Cells): AsyncGenerator<Found> {
    for await (const { rows, bytes } of tableRows(file, this.#options.signal)) {
      for (const row of rows) {
        if (kind.of === 'google') {
          const at = instantOf(row.text('timestamp'))
          if (Number.isNaN(at)) badTime(cells, row, 'timestamp')
          else {
            const measured = cells.number(row.text(kind.column), row.line, kind.channel)
            if (!Number.isNaN(measured)) this.#add(kind, at, measured)
          }
        } else if (kind.of === 'google-stages') {
          const stage = STAGES[row.text('sleep_stage_type').toUpperCase()]
          const [from, until] = [
            instantOf(row.text('sleep_stage_start')),
            instantOf(row.text('sleep_stage_end')),
          ]
          if (!(until >= from)) badTime(cells, row, 'sleep_stage_start')
          else if (stage) this.#stretch(from, until, stage, offsetOf(row.text('start_utc_offset')))
        }
      }
      yield { kind: 'progress', file: file.path, bytes }
    }
  }

  #stretch(from: number, until: number, stage: Stage, stated: number): void {
    const ahead = Number.isNaN(stated) ? this.#local.aheadAt(from) / 60_000 : stated
    this.#recording.addStretch({
      from: { at: from, ahead },
      until: { at: until, ahead },
      stage,
      source: 'Fitbit',
    })
  }

  /** The longest sleep of an evening counts: what comes first stays. */
  *#nightsOf(participant: string): Generator<Found> {
    const asleep = ({ measures }: FitbitNight): number => measures.totalSleepTime ?? 0
    const nights = [...this.#nights].sort((a, b) => asleep(b) - asleep(a))
    for (const { date, measures } of nights) {
      const of: MeasuresOfDay = { participant, date, measures }
      yield { kind: 'measures', of }
    }
    const zeros = nights.filter(({ zero }) => zero).length
    if (zeros === 0) return
    const file = this.#group.find(({ path }) => kindOf(path)?.of === 'classic-sleep')!.path
    const detail = { zeros, nights: nights.length }
    yield { kind: 'notice', problem: { file, code: 'useless_latency', detail } }
  }
}

const badTime = (cells: Cells, row: TableRow, column: string): void =>
  cells.bad(row.text(column), row.line, column)

interface Sample {
  readonly dateTime?: unknown
  readonly value?: { readonly bpm?: unknown; readonly confidence?: unknown } | string | number | null
}

const STAGES: Readonly<Record<string, Stage>> = {
  LIGHT: 'asleep',
  DEEP: 'asleep',
  REM: 'asleep',
  ASLEEP: 'asleep',
  AWAKE: 'awake',
  WAKE: 'awake',
  RESTLESS: 'awake',
}

function problemOf(file: string, error: unknown): Problem {
  if (error instanceof DamagedJson)
    return { file, place: `element ${error.number}`, code: 'damaged_json', detail: { reason: error.message } }
  return unreadable(file, error instanceof NotCsv ? new Error(error.message) : error)
}
