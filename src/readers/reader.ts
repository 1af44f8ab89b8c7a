import type { Measures } from '../lifelog/labels.ts'
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
  | 'not_a_number'
  | 'more_cells'
  | 'missing_column'
  | 'missing_file'
  | 'no_rows'
  | 'bad_day'
  | 'too_short'
  | 'duplicate_file'
  | 'unreadable'

/** Questionnaire and sleep-log figures of one participant's day; merged into the Day that holds its evening. */
export interface MeasuresOfDay {
  readonly participant: string
  /** Local calendar date of the evening, YYYY-MM-DD. */
  readonly date: string
  readonly measures: Measures
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
  | { readonly kind: 'progress'; readonly file: string; readonly bytes: number }

export interface ReadOptions {
  /** Zone for recordings that carry dates but no zone; IANA name. */
  readonly zone: string
  readonly signal: AbortSignal
}

/** One format. `detect` picks its files out of all that was dropped; `read` streams what is in them. */
export interface Reader {
  readonly id: string
  /** The files this reader takes, in the groups it wants them (one person's folder, one recording …). */
  detect(files: readonly SourceFile[]): Promise<readonly (readonly SourceFile[])[]>
  read(group: readonly SourceFile[], options: ReadOptions): AsyncIterable<Found>
}
