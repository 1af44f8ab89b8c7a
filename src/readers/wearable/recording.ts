import { CHANNELS, type ChannelId } from '../../lifelog/channels.ts'
import { SECONDS_A_DAY } from '../../lifelog/day.ts'
import { dayNumber, startOfDay } from '../../synchronise/wall-clock.ts'
import type { Found, ReadOptions } from '../reader.ts'
import { countsByMinute } from './counts-by-minute.ts'
import { LocalTime, zoneOf } from './instant.ts'
import { levelsByMinute } from './levels-by-minute.ts'
import { nights, type Stretch } from './nights.ts'
import { Readings, type Reading } from './readings.ts'
import { BETWEEN_NAMES, rivalsIn } from './rivals.ts'

/** So many days are handed out at once: more would only be held longer. */
const DAYS_AT_ONCE = 1
const DAY = SECONDS_A_DAY * 1000
/** Clocks differ by no more than this from UTC. */
const FARTHEST = 15 * 3_600_000
/** More sources than a byte can count are one. */
const MOST_SOURCES = 255

/**
 * All that one export knows of one person: readings of channels and stretches of nights, in any order and of several
 * devices, handed out day by day when the export has been read.
 */
export class Recording {
  readonly #options: ReadOptions
  readonly #local: LocalTime
  readonly #readings = new Map<ChannelId, Readings>()
  /** Names of devices, and the place of each among those that measured the same: the lowest leads. */
  readonly #sources: { readonly name: string; readonly rank: number }[] = []
  readonly #stretches: Stretch[] = []
  readonly #days = new Set<number>()
  /** Devices that measured the same at the same time, by channel. */
  readonly #rivals = new Map<ChannelId, Set<number>>()

  constructor(options: ReadOptions) {
    this.#options = options
    this.#local = new LocalTime(options.zone)
  }

  /**
   * The index of a device, for `Reading.source`.
   * @param usual rank: of devices that measured the same at the same time the one of the lowest rank is heard; the one that the
   * user has chosen comes before all
   */
  source(name: string, usual = 0): number {
    const rank = name === this.#options.lead ? -1 : usual
    const at = this.#sources.findIndex((one) => one.name === name && one.rank === rank)
    if (at >= 0) return at
    if (this.#sources.length === MOST_SOURCES) return MOST_SOURCES - 1
    return this.#sources.push({ name, rank }) - 1
  }

  add(channel: ChannelId, reading: Reading): void {
    let readings = this.#readings.get(channel)
    if (!readings) this.#readings.set(channel, (readings = new Readings()))
    readings.add(reading)
    this.#days.add(dayNumber(reading.start + 60_000 * reading.ahead, this.#options.dayStart))
  }

  addStretch(stretch: Stretch): void {
    this.#stretches.push(stretch)
  }

  /** Whether no channel has a reading. */
  get empty(): boolean {
    return this.#days.size === 0
  }

  /**
   * Nights by their stages, then days in order, some at a time, each complete when it is handed out; at the end which
   * devices measured the same.
   * @param file that a remark on devices names
   */
  async *found(participant: string, file: string): AsyncGenerator<Found> {
    for (const { date, measures } of nights(this.#stretches))
      yield { kind: 'measures', of: { participant, date, measures } }
    const days = [...this.#days].sort((a, b) => a - b)
    const ranks = this.#sources.map(({ rank }) => rank)
    const order = ranks.map((_, k) => k).sort((a, b) => ranks[a]! - ranks[b]! || a - b)
    for (let i = 0; i < days.length; i += DAYS_AT_ONCE) {
      await Promise.resolve()
      this.#options.signal.throwIfAborted()
      const part = days.slice(i, i + DAYS_AT_ONCE)
      const span = { firstDay: part[0]!, lastDay: part.at(-1)! }
      for (const [channel, readings] of this.#readings)
        yield* this.#ofChannel(participant, channel, readings, span, order)
      yield { kind: 'complete', ...span }
    }
    for (const [channel, rivals] of this.#rivals) {
      const names = order.filter((source) => rivals.has(source)).map((source) => this.#sources[source]!.name)
      const [lead = '', ...others] = [...new Set(names)]
      if (others.length === 0) continue
      const detail = { channel, lead, others: others.join(BETWEEN_NAMES) }
      yield { kind: 'notice', problem: { file, code: 'two_devices', detail } }
    }
  }

  *#ofChannel(
    participant: string,
    channel: ChannelId,
    readings: Readings,
    { firstDay, lastDay }: { firstDay: number; lastDay: number },
    order: readonly number[],
  ): Generator<Found> {
    const { dayStart, zone: asked } = this.#options
    const from = startOfDay(firstDay, dayStart) - FARTHEST
    const until = startOfDay(lastDay, dayStart) + DAY + FARTHEST
    const byZone = new Map<string, Reading[]>()
    for (const reading of readings.between(from, until)) {
      const day = dayNumber(reading.start + 60_000 * reading.ahead, dayStart)
      if (day < firstDay || day > lastDay) continue
      const zone = zoneOf(reading.ahead, asked, this.#local.aheadAt(reading.start) / 60_000)
      const own = byZone.get(zone)
      if (own) own.push(reading)
      else byZone.set(zone, [reading])
    }
    for (const [zone, own] of byZone) {
      this.#note(channel, own)
      const { unit, kind } = CHANNELS[channel]
      const { times, values } = kind === 'count' ? countsByMinute(own, order) : levelsByMinute(own, order)
      const samples = { participant, channel, unit, times, values, zone }
      yield { kind: 'samples', samples, dateKnown: true }
    }
  }

  #note(channel: ChannelId, readings: readonly Reading[]): void {
    const rivals = rivalsIn(readings)
    if (rivals.size === 0) return
    this.#rivals.set(channel, new Set([...(this.#rivals.get(channel) ?? []), ...rivals]))
  }
}
