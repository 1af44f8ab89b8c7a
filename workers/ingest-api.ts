import type { DayStart, DaySummary } from '../src/lifelog/day.ts'
import type { Problem } from '../src/readers/reader.ts'

export interface IngestProgress {
  readonly file: string
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly daysDone: number
}

export interface IngestReport {
  /** Days written by this call, new or extended. */
  readonly days: readonly DaySummary[]
  readonly problems: readonly Problem[]
  readonly cancelled: boolean
}

/** Reads files, synchronises them and stores the days. */
export interface IngestApi {
  ingest(
    files: readonly { path: string; file: File }[],
    options: { zone: string; dayStart: DayStart },
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  /**
   * Reads the recordings that ship with the app.
   * @param baseUrl address of the app; the recordings lie in `samples/` below it
   */
  samples(
    baseUrl: string,
    dayStart: DayStart,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  /** The running ingest ends within half a second; days already stored stay. */
  cancel(): void
}
