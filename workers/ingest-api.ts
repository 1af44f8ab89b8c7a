import type { DayStart, DaySummary, Rate } from '../src/lifelog/day.ts'
import type { ShortDay } from '../src/readers/ingest.ts'
import type { Mapping } from '../src/readers/mapped/mapping.ts'
import type { Problem } from '../src/readers/reader.ts'
import type { Synchroniser } from '../src/synchronise/preset.ts'

export interface IngestProgress {
  readonly file: string
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly daysDone: number
}

/** How files become days. */
export interface IngestSettings {
  /** Zone for recordings that carry dates but no zone; IANA name. */
  readonly zone: string
  /** Null for what suits each format. */
  readonly dayStart: DayStart | null
  readonly synchroniser: Synchroniser
  /** Seconds; longer gaps stay open in the recommended preset. */
  readonly longestGap: number
  readonly rate: Rate
  readonly relativeLocation: boolean
}

/** Settings, and what was said of the files at hand. */
export interface IngestOrder extends IngestSettings {
  /** What columns of tables are that no reader knows. */
  readonly mappings?: readonly Mapping[]
  /** The device that leads where several measured the same. */
  readonly lead?: string
}

export interface IngestReport {
  /** Days written by this call, new or extended. */
  readonly days: readonly DaySummary[]
  readonly problems: readonly Problem[]
  /** Nothing is wrong, but the user should know. */
  readonly notices: readonly Problem[]
  /** Days of which too little is known to keep them. */
  readonly tooShort: readonly ShortDay[]
  readonly cancelled: boolean
}

/** Reads files, synchronises them and stores the days. */
export interface IngestApi {
  ingest(
    files: readonly { path: string; file: File }[],
    settings: IngestOrder,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  /**
   * Reads the recordings that ship with the app.
   * @param baseUrl address of the app; the recordings lie in `samples/` below it
   */
  samples(
    baseUrl: string,
    settings: IngestSettings,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  /** Makes up a virtual participant, and stores the days under a name that says so. */
  simulate(
    of: { readonly seed: number; readonly days: number },
    settings: IngestSettings,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  /** The running ingest ends within half a second; days already stored stay. */
  cancel(): void
}
