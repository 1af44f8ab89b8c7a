import type { ChannelId } from './channels.ts'

/** As a file has them; a Day keeps single precision. */
export type Numbers = Float32Array | Float64Array

/** One stretch of one channel as a reader found it: any rate, in time order within its file. */
export interface Samples {
  readonly participant: string
  readonly channel: ChannelId
  readonly unit: string
  /** Milliseconds since the Unix epoch. */
  readonly times: Float64Array
  /** NaN is "not measured". */
  readonly values: Numbers
  /** IANA time zone of the recording, for example `Asia/Seoul`. */
  readonly zone: string
}
