import { CHANNELS, type ChannelId } from '../../lifelog/channels.ts'
import { SECONDS_A_DAY } from '../../lifelog/day.ts'
import { dayNumber, startOfDay, WallClock } from '../../synchronise/wall-clock.ts'
import { Cells } from '../cells.ts'
import { baseName, folderOf } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { countsByMinute } from './by-minute.ts'
import { instantOf, KINDS, SLEEP, zoneOf, type Attributes } from './records.ts'
import { Readings, type Reading } from './readings.ts'
import { nights, stageOf, type Stretch } from './sleep.ts'
import { DamagedXml, xmlRecords } from './xml.ts'

/** What the phone calls its export's folder. */
const FOLDER = /^apple_health_export(\s*\d+)?$/i
/** Whose export it is stands nowhere in it. */
const NAMELESS = 'Apple Health'

/** So many days are handed out at once. */
const DAYS_AT_ONCE = 7
const DAY = SECONDS_A_DAY * 1000
/** Clocks differ by no more than this from UTC. */
const FARTHEST = 15 * 3_600_000

/**
 * Apple Health's `export.xml`, alone, in its folder or in `export.zip`: heart rate, steps, distance and active energy,
 * and nights by their stages. One pass through the file, however large; memory grows with its readings, 19 bytes each.
 */
export const appleHealth: Reader = {
  id: 'apple-health',

  async detect(files) {
    const ours: SourceFile[][] = []
    for (const file of files)
      if (/\.xml$/i.test(file.path) && (await isExport(file))) {
        const folder = folderOf(file.path)
        // Routes, electrocardiograms and a second copy in another format: no channel comes from them.
        const beside = FOLDER.test(baseName(folder))
          ? files.filter((other) => other !== file && other.path.startsWith(`${folder}/`))
          : []
        ours.push([file, ...beside])
      }
    return ours
  },

  async *read(group, options): AsyncGenerator<Found> {
    const [file] = group
    if (file) yield* new Export(file, options).read()
  },
}

async function isExport({ blob }: SourceFile): Promise<boolean> {
  const head = await blob
    .slice(0, 8192)
    .text()
    .catch(() => '')
  return /<!DOCTYPE\s+HealthData|<HealthData[\s>]/.test(head)
}

/** The folder around Apple's own, where somebody has sorted exports by person. */
export function participantOf(path: string): string {
  const folders = folderOf(path)
    .split('/')
    .map((name) => name.replace(/\.zip$/i, ''))
    .filter((name) => name !== '' && !FOLDER.test(name) && !/^export(\s*\(?\d+\)?)?$/i.test(name))
  return folders.at(-1) ?? NAMELESS
}

/** One export on its way from records to days. */
class Export {
  readonly #file: SourceFile
  readonly #options: ReadOptions
  readonly #cells: Cells
  readonly #clock: WallClock
  readonly #readings = new Map<ChannelId, Readings>()
  readonly #sources: string[] = []
  readonly #stretches: Stretch[] = []
  readonly #days = new Set<number>()

  constructor(file: SourceFile, options: ReadOptions) {
    this.#file = file
    this.#options = options
    this.#cells = new Cells(file.path)
    this.#clock = new WallClock(options.zone)
  }

  async *read(): AsyncGenerator<Found> {
    const { path, blob } = this.#file
    const participant = participantOf(path)
    try {
      for await (const { records, bytes } of xmlRecords(blob, this.#options.signal)) {
        for (const { attributes, line } of records) this.#take(attributes, line)
        yield { kind: 'progress', file: path, bytes }
      }
    } catch (error) {
      if (!(error instanceof DamagedXml)) throw error
      const detail = { line: error.line, reason: error.message }
      yield {
        kind: 'problem',
        problem: { file: path, place: `line ${error.line}`, code: 'damaged_xml', detail },
      }
    }
    for (const problem of this.#cells.problems()) yield { kind: 'problem', problem }
    for (const { date, measures } of nights(this.#stretches))
      yield { kind: 'measures', of: { participant, date, measures } }
    if (this.#days.size === 0) yield { kind: 'problem', problem: { file: path, code: 'no_rows' } }
    yield* this.#samples(participant)
  }

  #take(attributes: Attributes, line: number): void {
    const { type = '', unit = '', value, sourceName = '' } = attributes
    const kind = KINDS[type]
    if (!kind && type !== SLEEP) return
    const [from, until] = [instantOf(attributes['startDate']), instantOf(attributes['endDate'])]
    if (!from || !until || until.at < from.at)
      return this.#cells.bad(
        attributes[from ? 'endDate' : 'startDate'] ?? '',
        line,
        from ? 'endDate' : 'startDate',
      )
    if (!kind) {
      const stage = stageOf(value)
      if (stage) this.#stretches.push({ from, until, stage, source: sourceName })
      return
    }
    const factor = kind.units[unit]
    if (factor === undefined) return this.#cells.bad(unit, line, 'unit')
    const number = this.#cells.number(value, line, 'value')
    if (Number.isNaN(number)) return
    const readings = this.#readings.get(kind.channel) ?? new Readings()
    this.#readings.set(kind.channel, readings)
    const seconds = (until.at - from.at) / 1000
    const source = this.#source(sourceName, attributes['device'])
    readings.add({ start: from.at, seconds, value: factor * number, ahead: from.ahead, source })
    this.#days.add(dayNumber(from.at + 60_000 * from.ahead, this.#options.dayStart))
  }

  /** More sources than a byte can count are one. */
  #source(name: string, device = ''): number {
    const known = /watch/i.test(`${name} ${device}`) ? `watch ${name}` : name
    const at = this.#sources.indexOf(known)
    if (at >= 0) return at
    if (this.#sources.length === 255) return 254
    return this.#sources.push(known) - 1
  }

  /** Days in order, some at a time, each complete when it is handed out. */
  async *#samples(participant: string): AsyncGenerator<Found> {
    const days = [...this.#days].sort((a, b) => a - b)
    // A watch is worn where a phone may lie on a table.
    const order = this.#sources.map((_, k) => k).sort((a, b) => this.#rank(a) - this.#rank(b) || a - b)
    for (let i = 0; i < days.length; i += DAYS_AT_ONCE) {
      await Promise.resolve()
      this.#options.signal.throwIfAborted()
      const part = days.slice(i, i + DAYS_AT_ONCE)
      const [firstDay, lastDay] = [part[0]!, part.at(-1)!]
      for (const [channel, readings] of this.#readings)
        yield* this.#ofChannel(participant, channel, readings, { firstDay, lastDay }, order)
      yield { kind: 'complete', firstDay, lastDay }
    }
  }

  #rank(source: number): number {
    return this.#sources[source]!.startsWith('watch ') ? 0 : 1
  }

  *#ofChannel(
    participant: string,
    channel: ChannelId,
    readings: Readings,
    { firstDay, lastDay }: { firstDay: number; lastDay: number },
    order: readonly number[],
  ): Generator<Found> {
    const { dayStart } = this.#options
    const from = startOfDay(firstDay, dayStart) - FARTHEST
    const until = startOfDay(lastDay, dayStart) + DAY + FARTHEST
    const byZone = new Map<string, Reading[]>()
    for (const reading of readings.between(from, until)) {
      const day = dayNumber(reading.start + 60_000 * reading.ahead, dayStart)
      if (day < firstDay || day > lastDay) continue
      const zone = zoneOf(reading.ahead, this.#options.zone, this.#aheadAt(reading.start))
      const own = byZone.get(zone)
      if (own) own.push(reading)
      else byZone.set(zone, [reading])
    }
    for (const [zone, own] of byZone) {
      const { unit, kind } = CHANNELS[channel]
      const { times, values } =
        kind === 'count'
          ? countsByMinute(own, order)
          : {
              times: Float64Array.from(own, ({ start }) => start),
              values: Float32Array.from(own, ({ value }) => value),
            }
      const samples = { participant, channel, unit, times, values, zone }
      yield { kind: 'samples', samples, dateKnown: true }
    }
  }

  #aheadAt(at: number): number {
    return (this.#clock.wall(at) - at) / 60_000
  }
}
