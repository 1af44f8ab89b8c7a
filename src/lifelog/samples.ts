import type { ChannelId } from './channels.ts'

/** One stretch of one channel as a reader found it: any rate, in time order within its file. */
export interface Samples {
  readonly participant: string
  readonly channel: ChannelId
  readonly unit: string
  /** Milliseconds since the Unix epoch. */
  readonly times: Float64Array
  readonly values: Float32Array
  /** IANA time zone of the recording, for example `Asia/Seoul`. */
  readonly zone: string
}
