import type { ChannelId } from '../../lifelog/channels.ts'
import { baseName } from '../path.ts'

/** Standard gravity, m/s², as the app has it. */
export const GRAVITY = 9.80665

export interface Column {
  readonly channel: ChannelId
  /** The names that it may have; the first that is there and holds something counts. */
  readonly names: readonly string[]
}

const ACCELERATION: readonly Column[] = [
  { channel: 'acc_x', names: ['x'] },
  { channel: 'acc_y', names: ['y'] },
  { channel: 'acc_z', names: ['z'] },
]
const HEART_RATE: readonly Column[] = [{ channel: 'heart_rate', names: ['bpm'] }]

/** Tables that give channels, and what their columns are; columns come in any order. */
export const TABLES: Readonly<Record<string, readonly Column[]>> = {
  'heartrate.csv': HEART_RATE,
  'watchheartrate.csv': HEART_RATE,
  'location.csv': [
    { channel: 'latitude', names: ['latitude'] },
    { channel: 'longitude', names: ['longitude'] },
    // Phones that know the height above the sea say so in a column of its own.
    { channel: 'altitude', names: ['altitudeAboveMeanSeaLevel', 'altitude'] },
    { channel: 'gps_speed', names: ['speed'] },
  ],
  'light.csv': [{ channel: 'light', names: ['lux'] }],
  'activity.csv': [{ channel: 'activity', names: ['activity'] }],
  'pedometer.csv': [{ channel: 'steps', names: ['steps'] }],
  'totalacceleration.csv': ACCELERATION,
  'accelerometeruncalibrated.csv': ACCELERATION,
}

/** With gravity, as other devices measure; the first that is there is read. */
export const WITH_GRAVITY: readonly string[] = ['totalacceleration.csv', 'accelerometeruncalibrated.csv']
/** Without: other devices have no such acceleration. */
export const WITHOUT_GRAVITY = 'accelerometer.csv'
export const METADATA = 'metadata.csv'
/** Counted from the start of the recording. */
export const CUMULATIVE = 'pedometer.csv'

/** Codes of the channel: those of Android's activity recognition. */
export const ACTIVITIES: Readonly<Record<string, number>> = {
  automotive: 0,
  cycling: 1,
  stationary: 3,
  unknown: 4,
  tilting: 5,
  walking: 7,
  running: 8,
}

export const nameOf = (path: string): string => baseName(path).toLowerCase()

/** Every table of the app begins with these two. */
export const isTable = (header: readonly string[]): boolean =>
  header[0] === 'time' && header[1] === 'seconds_elapsed'

/** What the app calls a recording: a name, if any, and its start. */
export const OWN = /\d{4}-\d{2}-\d{2}[_-]\d{2}-\d{2}-\d{2}|^sensor[_ -]?logger/i
