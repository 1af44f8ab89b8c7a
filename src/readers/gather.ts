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
    const [low, high] = CHANNELS[channel].plausible
    const clock = this.#clock(zone)
    let day = NaN
    let from = 0
    let seconds: NearestSeconds | undefined
    for (let i = 0; i < times.length; i++) {
      const value = values[i] as number
      if (!(value >= low && value <= high)) continue
      const wall = clock.wall(times[i] as number)
      const number = dayNumber(wall, this.#start)
      if (!Number.isFinite(number)) continue
      if (number !== day || !seconds) {
        day = number
        from = startOfDay(day, this.#start)
        seconds = this.#seconds(of, channel, day)
      }
      const time = (wall - from) / 1000
      seconds.add(time, value)
      // In its last half second a day's samples are nearest to the first second of the next.
      if (time >= SECONDS_A_DAY - 0.5) this.#seconds(of, channel, day + 1).add(time - SECONDS_A_DAY, value)
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
      channels: new Map([...day.channels].map(([id, seconds]) => [id, seconds.values])),
    }))
    this.#days.clear()
    return days.sort((a, b) => a.participant.localeCompare(b.participant) || a.day - b.day)
  }

  #seconds(of: Omit<GatheredDay, 'channels' | 'day'>, channel: ChannelId, day: number): NearestSeconds {
    const key = `${of.participant}\n${day}`
    let gathering = this.#days.get(key)
    if (!gathering) {
      gathering = { ...of, day, channels: new Map() }
      this.#days.set(key, gathering)
    }
    let seconds = gathering.channels.get(channel)
    if (!seconds) gathering.channels.set(channel, (seconds = new NearestSeconds()))
    return seconds
  }

  #clock(zone: string): WallClock {
    let clock = this.#clocks.get(zone)
    if (!clock) this.#clocks.set(zone, (clock = new WallClock(zone)))
    return clock
  }
}
