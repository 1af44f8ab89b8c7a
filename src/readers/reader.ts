import type { DayStart } from '../lifelog/day.ts'
import type { GivenLabels, Measures } from '../lifelog/labels.ts'
import type { Samples } from '../lifelog/samples.ts'

/** A dropped file: its path inside what was dropped, with `/` between folders, and its bytes. */
export interface SourceFile {
  readonly path: string
  readonly blob: Blob
}

/**
 * What was refused and where. The words are in the message catalogue under `problem_${code}`; `detail` fills
 * their gaps. Every message names the file, the place and the remedy.
 */
export interface Problem {
  readonly file: string
  /** Where in the file: a line, a column, a byte; absent when the whole file is meant. */
  readonly place?: string
  readonly code: ProblemCode
  readonly detail?: Readonly<Record<string, string | number>>
}

export type ProblemCode =
  | 'unknown_format'
  | 'empty_file'
  | 'empty_folder'
  | 'all_zero'
  | 'truncated_parquet'
  | 'parquet_columns'
  | 'unmapped_table'
  | 'parquet_lacks'
  | 'damaged_parquet'
  | 'not_a_number'
  | 'more_cells'
  | 'missing_column'
  | 'missing_file'
  | 'no_rows'
  | 'bad_day'
  | 'too_short'
  | 'duplicate_file'
  | 'unreadable'
  | 'passed_over'
  | 'more_files'
  | 'damaged_xml'
  | 'damaged_json'
  | 'damaged_fit'
  | 'damaged_sqlite'
  | 'sqlite_lacks'
  | 'never_seen'
  | 'two_devices'
  | 'no_recording'
  | 'useless_latency'
  | 'zip_damaged'
  | 'zip_locked'
  | 'zip_bomb'
  | 'etri_2020_labels'
  | 'etri_2024_labels'
  | 'etri_2025_labels'

/** Questionnaire and sleep-log figures of one participant's day; merged into the Day that holds its evening. */
export interface MeasuresOfDay {
  readonly participant: string
  /** Local calendar date of the evening, YYYY-MM-DD. */
  readonly date: string
  readonly measures: Measures
  /** Labels that a file states; they win over rules. */
  readonly labels?: GivenLabels
}

export type Found =
  | {
      readonly kind: 'samples'
      readonly samples: Samples
      readonly dateKnown: boolean
      /** Id of the reader that read the original recording, where it isn't this one. */
      readonly source?: string
    }
  | { readonly kind: 'measures'; readonly of: MeasuresOfDay }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Nothing is wrong, but the user should know. */
  | { readonly kind: 'notice'; readonly problem: Problem }
  /**
   * All samples of the days from `firstDay` to `lastDay` (days since 1970-01-01, see `dayNumber`) have been
   * handed out since the last `complete`: they can be finished and let go of. Days beside them can't.
   */
  | { readonly kind: 'complete'; readonly firstDay: number; readonly lastDay: number }
  | { readonly kind: 'progress'; readonly file: string; readonly bytes: number }

export interface ReadOptions {
  /** Zone for recordings that carry dates but no zone; IANA name. */
  readonly zone: string
  /** Where days start; of use to readers that read some days at a time. */
  readonly dayStart: DayStart
  /** The device that leads where several measured the same, by its name in the files; the format's usual one where absent. */
  readonly lead?: string | undefined
  readonly signal: AbortSignal
}

/** One format. `detect` picks its files out of all that was dropped; `read` streams what is in them. */
export interface Reader {
  readonly id: string
  /** Where this format's days start unless the user says otherwise; noon where absent. */
  readonly dayStart?: DayStart
  /** The files this reader takes, in the groups it wants them (one person's folder, one recording …). */
  detect(files: readonly SourceFile[]): Promise<readonly (readonly SourceFile[])[]>
  read(group: readonly SourceFile[], options: ReadOptions): AsyncIterable<Found>
}
