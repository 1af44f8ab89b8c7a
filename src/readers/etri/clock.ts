/**
 * ETRI's timestamps are what a clock in Korea showed, without a zone. Seoul has been nine hours ahead of UTC,
 * summer and winter, since 1988.
 */
export const ZONE = 'Asia/Seoul'

const AHEAD = 9 * 3_600_000

/** Milliseconds since the epoch at which Seoul's clock shows `wall` (milliseconds since 1970 on that clock). */
export const instantOf = (wall: number): number => wall - AHEAD
export const wallOf = (instant: number): number => instant + AHEAD

const FIRST = Date.UTC(2015, 0)
const LAST = Date.UTC(2100, 0)

/** The data sets began in 2020: what lies far from that is no time but damage. */
export const isStamp = (wall: number): boolean => wall >= FIRST && wall < LAST
