import type { ChannelId } from '../../lifelog/channels.ts'
import type { Recording } from '../wearable/recording.ts'
import { numberOf, type Fields } from './decode.ts'
import type { About, Timed } from './file.ts'

/** Where the cadence counts one foot's steps; on a bicycle it is turns of the crank. */
const ON_FOOT = new Set(['running', 'walking', 'hiking'])

/** Minutes that clocks are ahead of UTC at some time. */
export type Clock = (at: number) => number

/** Names of levels in a record, the best first; the first that is there is taken. */
const LEVELS: readonly (readonly [channel: ChannelId, ...names: readonly string[]])[] = [
  ['heart_rate', 'heart_rate'],
  ['altitude', 'enhanced_altitude', 'altitude'],
  ['gps_speed', 'enhanced_speed', 'speed'],
]

/** The records of one activity: levels at their times, and metres between each and the one before. */
export class Activity {
  readonly #about: About
  readonly #clock: Clock
  readonly #source: number
  /** From when to when other files of this device have said how far it went. */
  readonly #covered: readonly (readonly [from: number, until: number])[]
  #before: { readonly at: number; readonly distance: number } | undefined
  #from = Infinity
  #until = -Infinity

  constructor(
    about: About,
    clock: Clock,
    source: number,
    covered: readonly (readonly [from: number, until: number])[],
  ) {
    this.#about = about
    this.#clock = clock
    this.#source = source
    this.#covered = covered
  }

  /** From the first to the last record. */
  get span(): readonly [from: number, until: number] {
    return [this.#from, this.#until]
  }

  take({ at, fields }: Timed, recording: Recording): void {
    const reading = { start: at, seconds: 0, ahead: this.#clock(at), source: this.#source }
    this.#from = Math.min(this.#from, at)
    this.#until = Math.max(this.#until, at)
    const add = (channel: ChannelId, value: number): void => {
      if (!Number.isNaN(value)) recording.add(channel, { ...reading, value })
    }
    for (const [channel, ...names] of LEVELS)
      add(channel, numberOf(names.map((name) => fields[name]).find((value) => value !== undefined)))
    const [latitude, longitude] = [numberOf(fields['position_lat']), numberOf(fields['position_long'])]
    if (!Number.isNaN(latitude) && !Number.isNaN(longitude)) {
      add('latitude', latitude)
      add('longitude', longitude)
    }
    if (ON_FOOT.has(this.#sport(at, fields))) add('step_frequency', stepsASecond(fields))
    this.#distance(at, numberOf(fields['distance']), recording)
  }

  #distance(at: number, distance: number, recording: Recording): void {
    if (Number.isNaN(distance)) return
    const before = this.#before
    this.#before = { at, distance }
    if (!before || at <= before.at || distance < before.distance) return
    // The same walk in another file was walked once.
    if (this.#covered.some(([from, until]) => at > from && at <= until)) return
    recording.add('distance', {
      start: before.at,
      seconds: (at - before.at) / 1000,
      value: distance - before.distance,
      ahead: this.#clock(before.at),
      source: this.#source,
    })
  }

  #sport(at: number, fields: Fields): string {
    const { sessions, sport } = this.#about
    const session = sessions.find(({ from, until }) => at >= from && at <= until)
    const own = fields['activity_type']
    return session?.sport ?? (sport || (typeof own === 'string' ? own : ''))
  }
}

/** The cadence is that of one foot, a minute. */
function stepsASecond(fields: Fields): number {
  const part = numberOf(fields['fractional_cadence'])
  return (2 * (numberOf(fields['cadence']) + (Number.isNaN(part) ? 0 : part))) / 60
}
