import { dayNumber } from '../../synchronise/wall-clock.ts'
import type { Recording } from '../wearable/recording.ts'
import { numberOf, type Fields } from './decode.ts'
import type { Clock } from './activity.ts'
import type { Timed } from './file.ts'

const MINUTE = 60_000
/** What a device says of a longer stretch at once is left unknown. */
const LONGEST = 3_600_000

/** FIT's kinds of activity by number, as some messages have them. */
const TYPES: Readonly<Record<number, string>> = { 1: 'running', 2: 'cycling', 6: 'walking', 8: 'sedentary' }
/** Codes of the channel: those of Android's activity recognition. */
const CODES: Readonly<Record<string, number>> = { cycling: 1, sedentary: 3, walking: 7, running: 8 }
const ON_FOOT = new Set(['walking', 'running'])

/** One message of a device: what was done since the one before, and how many steps it has made in all today. */
interface Entry {
  readonly at: number
  readonly ahead: number
  readonly type: string
  /** Since midnight, of this kind of activity; NaN where it doesn't say. */
  readonly steps: number
}

/**
 * What a device notes all day, from all its files: heart rates at once, steps and kinds of activity when all files have
 * been read, since counts go on from one file to the next and files come in any order.
 */
export class Monitoring {
  readonly #source: number
  readonly #entries: Entry[] = []

  constructor(source: number) {
    this.#source = source
  }

  take({ at, fields }: Timed, clock: Clock, recording: Recording): void {
    const ahead = clock(at)
    const rate = numberOf(fields['heart_rate'])
    if (!Number.isNaN(rate))
      recording.add('heart_rate', { start: at, seconds: 0, value: rate, ahead, source: this.#source })
    const type = typeOf(fields)
    if (type !== '') this.#entries.push({ at, ahead, type, steps: ON_FOOT.has(type) ? stepsIn(fields) : NaN })
  }

  /** Hands over what only the whole tells. */
  finish(recording: Recording): void {
    const entries = this.#entries.sort((a, b) => a.at - b.at)
    const counted = new Map<string, { readonly day: number; readonly steps: number }>()
    const minutes = new Map<number, Entry>()
    let [previous, now] = [-Infinity, -Infinity]
    for (const entry of entries) {
      // Several messages may be of one time: all of them tell of what was since the time before it.
      if (entry.at > now) [previous, now] = [now, entry.at]
      const day = dayOf(entry)
      const from = Math.max(previous, midnightOf(day, entry))
      const seconds = (entry.at - from) / 1000
      if (!Number.isNaN(entry.steps)) {
        const before = counted.get(entry.type)
        // Counts start from nothing at midnight, and where a device was reset.
        const goesOn = before?.day === day && entry.steps >= before.steps
        const value = goesOn ? entry.steps - before.steps : entry.steps
        counted.set(entry.type, { day, steps: entry.steps })
        if (value > 0 && seconds > 0)
          recording.add('steps', { start: from, seconds, value, ahead: entry.ahead, source: this.#source })
      }
      if (CODES[entry.type] !== undefined && entry.at - previous <= LONGEST)
        for (let at = Math.floor(previous / MINUTE) + 1; at * MINUTE <= entry.at; at++) minutes.set(at, entry)
    }
    for (const [minute, { type, ahead }] of minutes)
      recording.add('activity', {
        start: minute * MINUTE,
        seconds: 60,
        value: CODES[type]!,
        ahead,
        source: this.#source,
      })
  }
}

/** A message of midnight closes the day before it. */
const dayOf = ({ at, ahead }: Entry): number => dayNumber(at - 1000 + MINUTE * ahead, 'midnight')

const midnightOf = (day: number, { ahead }: Entry): number => 86_400_000 * day - MINUTE * ahead

function typeOf(fields: Fields): string {
  const named = fields['activity_type']
  if (typeof named === 'string') return named
  const both = numberOf(fields['current_activity_type_intensity'])
  return Number.isNaN(both) ? '' : (TYPES[both & 31] ?? '')
}

/** A cycle is two steps; the short form counts steps as they are. */
function stepsIn(fields: Fields): number {
  const cycles = numberOf(fields['cycles'])
  return Number.isNaN(cycles) ? numberOf(fields['cycles16']) : 2 * cycles
}
