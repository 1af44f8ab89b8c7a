import { SECONDS_A_DAY } from '../../lifelog/day.ts'
import { WallClock } from '../../synchronise/wall-clock.ts'

/** Milliseconds since the Unix epoch, and minutes that the wall clock was ahead of UTC. */
export interface Instant {
  readonly at: number
  readonly ahead: number
}

const DAY = SECONDS_A_DAY * 1000

/** Instants of wall-clock times in one zone, for files that state no offset. */
export class LocalTime {
  readonly #clock: WallClock

  /** @throws RangeError for a zone that doesn't exist */
  constructor(zone: string) {
    this.#clock = new WallClock(zone)
  }

  /**
   * Of an hour that comes twice the first is meant; one that is skipped counts on from the clock before it.
   * @param wall milliseconds since 1970-01-01 00:00 on the wall clock
   */
  instant(wall: number): Instant {
    const [before, after] = [wall - this.aheadAt(wall - DAY), wall - this.aheadAt(wall + DAY)]
    const at = [before, after].find((one) => this.#clock.wall(one) === wall) ?? before
    return { at, ahead: this.aheadAt(at) / 60_000 }
  }

  /** Milliseconds that the wall clock is ahead of UTC. */
  aheadAt(at: number): number {
    return this.#clock.wall(at) - at
  }
}

/**
 * The IANA zone in which samples with this offset are put on the clock: the one that was asked for where it agrees,
 * else, on a journey, one with just this offset.
 * @param aheadThere minutes that the zone asked for was ahead at that time
 */
export function zoneOf(ahead: number, zone: string, aheadThere: number): string {
  if (ahead === aheadThere || ahead % 60 !== 0) return zone
  const hours = ahead / 60
  // Etc's signs are the other way round than everybody else's.
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}
