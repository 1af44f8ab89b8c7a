import { CHANNELS, type ChannelId } from '../lifelog/channels.ts'
import { SECONDS_A_DAY, type DayStart } from '../lifelog/day.ts'
import type { Samples } from '../lifelog/samples.ts'
import { NearestSeconds } from '../synchronise/nearest-second.ts'
import { dayNumber, startOfDay, WallClock } from '../synchronise/wall-clock.ts'

/** One participant's day before filling: NaN where a second has no sample. */
export interface GatheredDay {
  readonly participant: string
  /** Days since 1970-01-01, on the wall clock. */
  readonly day: number
  readonly zone: string
  readonly dateKnown: boolean
  /** Id of the reader that read the recording. */
  readonly source: string
  readonly channels: Map<ChannelId, Float32Array>
}

/** The last millisecond that a date can have. */
const LAST = 8.64e15

type Gathering = Omit<GatheredDay, 'channels'> & { readonly channels: Map<ChannelId, NearestSeconds> }

/**
 * Sorts samples into days as they stream in, in any order. What it keeps grows with days and channels, not
 * with samples. Values a channel can't have (see `plausible`) count as not measured.
 */
export class Gatherer {
  readonly #start: DayStart
  readonly #days = new Map<string, Gathering>()
  readonly #clocks = new Map<string, WallClock>()

  constructor(start: DayStart) {
    this.#start = start
  }

  add(samples: Samples, dateKnown: boolean, source: string): void {
    const { participant, channel, zone, times, values } = samples
    const of = { participant, zone, dateKnown, source }
    const { plausible } = CHANNELS[channel]
    const clock = this.#clock(zone)
    for (let from = 0; from < times.length;) {
      const first = times[from] as number
      if (!(Math.abs(first) <= LAST)) {
        from++
        continue
      }
      const same = clock.stretch(first)
      const day = dayNumber(first + same.ahead, this.#start)
      const start = startOfDay(day, this.#start) - same.ahead
      const end = start + SECONDS_A_DAY * 1000
      // In its last half second a day's samples are nearest to the first second of the next.
      const late = first >= end - 500
      const since = Math.max(same.from, late ? end - 500 : start)
      const until = Math.min(same.until, late ? end : end - 500)
      const stretch = { from, since, until, plausible }
      if (late) this.#seconds(of, channel, day + 1).add(times, values, { ...stretch, start: end })
      from = this.#seconds(of, channel, day).add(times, values, { ...stretch, start })
    }
  }

  /**
   * What has been gathered, by participant and day; the gatherer is empty afterwards. Days that `whole` is false
   * for are left out.
   */
  take(whole: (day: number) => boolean = () => true): GatheredDay[] {
    const gathered = [...this.#days.values()].filter(({ day }) => whole(day))
    const days = gathered.map((day) => ({
      ...day,
      // A channel of nothing but implausible values is none, and a day of nothing but such channels neither.
      channels: new Map(
        [...day.channels].filter(([, of]) => !of.empty).map(([id, seconds]) => [id, seconds.values]),
      ),
    }))
    this.#days.clear()
    return days
      .filter(({ channels }) => channels.size > 0)
      .sort((a, b) => a.participant.localeCompare(b.participant) || a.day - b.day)
  }

  #seconds(of: Omit<GatheredDay, 'channels' | 'day'>, channel: ChannelId, day: number): NearestSeconds {
    const key = `${of.participant}\n${day}`
    let gathering = this.#days.get(key)
    if (!gathering) {
      gathering = { ...of, day, channels: new Map() }
      this.#days.set(key, gathering)
    }
    let seconds = gathering.channels.get(channel)
    if (!seconds) gathering.channels.set(channel, (seconds = new NearestSeconds(SECONDS_A_DAY, 1000)))
    return seconds
  }

  #clock(zone: string): WallClock {
    let clock = this.#clocks.get(zone)
    if (!clock) this.#clocks.set(zone, (clock = new WallClock(zone)))
    return clock
  }
}
