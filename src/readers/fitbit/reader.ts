import type { MeasuresOfDay } from '../reader.ts'
import { Cells } from '../cells.ts'
import { NotCsv } from '../csv.ts'
import { DamagedJson, jsonElements } from '../json-elements.ts'
import type { Found, Problem, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { tableRows, type TableRow } from '../table.ts'
import { unreadable } from '../triage.ts'
import { LocalTime } from '../wearable/instant.ts'
import type { Stretch } from '../wearable/nights.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { googleNight, STAGES } from './google-night.ts'
import { isBeside, kindOf, looksLike, OWN, personBeside, rankOf, type Kind } from './layout.ts'
import { nightOf, type FitbitNight } from './night.ts'
import { aheadIn, instantOf, wallTimeOf } from '../wearable/written-time.ts'

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
      if (!kindOf(file.path) && isBeside(file.path)) groups.get(personBeside(file.path, groups))?.push(file)
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
  /** Stages of sleeps by the sleep's id, and the ids of those whose sums are known: they need no stages. */
  readonly #stretches: Stretch[] = []
  readonly #summed = new Set<string>()

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
    const unsummed = this.#stretches.filter(({ source }) => !this.#summed.has(source))
    for (const stretch of unsummed) this.#recording.addStretch(stretch)
    if (this.#recording.empty && this.#nights.length === 0 && unsummed.length === 0)
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

  /**
   * Steps, distances and hearts are in UTC, though nothing says so: only then do people of PMData not walk in their sleep.
   * Energy is on the wall clock: of a real export's minutes 5,586 are those of Google's table if it is, 56 if it is UTC
   * (github.com/blakster/air-health, docs/takeout-format.md).
   */
  #sample({ dateTime, value }: Sample, number: number, kind: Kind & { of: 'classic' }, cells: Cells): void {
    const wall = wallTimeOf(dateTime)
    if (Number.isNaN(wall)) return cells.bad(String(dateTime), number, 'dateTime')
    const heart = typeof value === 'object' && value !== null ? value : undefined
    if (heart?.confidence === NO_CONFIDENCE) return
    const written = heart ? heart.bpm : value
    const measured = cells.number(written === undefined ? '' : String(written), number, 'value')
    if (Number.isNaN(measured)) return
    const at = kind.channel === 'burned_calories' ? this.#local.instant(wall).at : wall
    this.#add(kind, at, measured, this.#recording.source('Fitbit'))
  }

  #add(
    { channel, factor }: Kind & { of: 'classic' | 'google' },
    at: number,
    measured: number,
    source: number,
  ): void {
    this.#recording.add(channel, {
      start: at,
      seconds: channel === 'heart_rate' ? 0 : MINUTE,
      value: factor * measured,
      ahead: this.#local.aheadAt(at) / 60_000,
      source,
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
        if (kind.of === 'google') this.#row(row, kind, cells)
        else if (kind.of === 'google-sleep') this.#sums(row, cells)
        else this.#stage(row, cells)
      }
      yield { kind: 'progress', file: file.path, bytes }
    }
  }

  #row(row: TableRow, kind: Kind & { of: 'google' }, cells: Cells): void {
    const at = instantOf(row.text('timestamp'))
    if (Number.isNaN(at)) return badTime(cells, row, 'timestamp')
    const measured = cells.number(row.text(kind.column), row.line, kind.channel)
    if (Number.isNaN(measured)) return
    const device = row.text('data source') || 'Fitbit'
    this.#add(kind, at, measured, this.#recording.source(device, rankOf(device)))
  }

  #sums(row: TableRow, cells: Cells): void {
    const night = googleNight(row, (at) => this.#local.aheadAt(at) / 60_000, cells)
    if (night === undefined) return badTime(cells, row, 'sleep_start')
    this.#summed.add(row.text('sleep_id'))
    if (night) this.#nights.push(night)
  }

  #stage(row: TableRow, cells: Cells): void {
    const stage = STAGES[row.text('sleep_stage_type').toUpperCase()]
    const [from, until] = [instantOf(row.text('sleep_stage_start')), instantOf(row.text('sleep_stage_end'))]
    if (!(until >= from)) return badTime(cells, row, 'sleep_stage_start')
    if (!stage) return
    const stated = aheadIn(row.text('start_utc_offset'))
    const ahead = Number.isNaN(stated) ? this.#local.aheadAt(from) / 60_000 : stated
    const source = row.text('sleep_id')
    this.#stretches.push({ from: { at: from, ahead }, until: { at: until, ahead }, stage, source })
  }

  /** The longest sleep of an evening counts: what comes first stays. */
  *#nightsOf(participant: string): Generator<Found> {
    const asleep = ({ measures }: FitbitNight): number => measures.totalSleepTime ?? 0
    const nights = new Map<string, FitbitNight>()
    // Some nights stand there twice, and two files may hold the same ones.
    for (const night of [...this.#nights].sort((a, b) => asleep(b) - asleep(a)))
      if (!nights.has(night.date)) nights.set(night.date, night)
    for (const { date, measures } of nights.values()) {
      const of: MeasuresOfDay = { participant, date, measures }
      yield { kind: 'measures', of }
    }
    const zeros = [...nights.values()].filter(({ zero }) => zero).length
    if (zeros === 0) return
    const file = this.#group.find(({ path }) => /^(classic|google)-sleep$/.test(kindOf(path)?.of ?? ''))!.path
    const detail = { zeros, nights: nights.size }
    yield { kind: 'notice', problem: { file, code: 'useless_latency', detail } }
  }
}

const badTime = (cells: Cells, row: TableRow, column: string): void =>
  cells.bad(row.text(column), row.line, column)

interface Sample {
  readonly dateTime?: unknown
  readonly value?: { readonly bpm?: unknown; readonly confidence?: unknown } | string | number | null
}

function problemOf(file: string, error: unknown): Problem {
  if (error instanceof DamagedJson) return { file, ...error.problem }
  return unreadable(file, error instanceof NotCsv ? new Error(error.message) : error)
}
