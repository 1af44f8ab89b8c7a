import type { ChannelId } from '../../lifelog/channels.ts'
import type { SourceFile } from '../reader.ts'

/** A sensor's folder: which of its columns become channels. Units are those of the channels already. */
export interface Sensor {
  readonly folder: string
  readonly columns: Readonly<Partial<Record<ChannelId, string>>>
}

/**
 * The sensors that become channels (reference 1.3). Acceleration is the phone's, as in the later years; the
 * wristband's stands in units of which the description and the device's maker say different things.
 */
export const SENSORS: readonly Sensor[] = [
  { folder: 'macc', columns: { acc_x: 'x', acc_y: 'y', acc_z: 'z' } },
  { folder: 'mgps', columns: { latitude: 'lat', longitude: 'lon' } },
  { folder: 'e4hr', columns: { heart_rate: 'hr' } },
]

/** Sensors from which none of the channels comes. */
export const PASSED_OVER: readonly string[] = ['e4Acc', 'e4Bvp', 'e4Eda', 'e4Temp', 'mGyr', 'mMag']

/** A minute of one sensor, or a session's table of what the person did. */
export interface Piece {
  readonly file: SourceFile
  /** For example `user01`. */
  readonly subject: string
  /** The sensor's folder in lower case; undefined for the table of labels. */
  readonly folder: string | undefined
  /** When the minute, or the session, starts: milliseconds since the epoch. */
  readonly start: number
}

const MINUTE =
  /(?:^|\/)(user\d{2})\/\d{9,10}\/(e4acc|e4bvp|e4eda|e4hr|e4temp|macc|mgps|mgyr|mmag)\/(\d{9,10})\.csv$/i
const LABELS = /(?:^|\/)(user\d{2})\/(\d{9,10})\/\d{9,10}_label\.csv$/i

/** What a file is by its path, `user01/1598759880/mAcc/1598759880.csv`; undefined where it is none of these. */
export function pieceOf(file: SourceFile): Piece | undefined {
  const minute = MINUTE.exec(file.path)
  if (minute) {
    const [, subject = '', folder = '', start] = minute
    return { file, subject: subject.toLowerCase(), folder: folder.toLowerCase(), start: 1000 * Number(start) }
  }
  const labels = LABELS.exec(file.path)
  if (!labels) return undefined
  const [, subject = '', start] = labels
  return { file, subject: subject.toLowerCase(), folder: undefined, start: 1000 * Number(start) }
}
