import type { GivenLabels, Label } from '../../lifelog/labels.ts'
import { csvRows, NotCsv } from '../csv.ts'
import type { Found, Problem, ReadOptions, SourceFile } from '../reader.ts'

/** How one year's label file is laid out, and how its numbers become "1 is the good state". */
export interface LabelFile {
  readonly subject: string
  /** Column of the day whose evening and night the labels speak of. */
  readonly date: string
  /** Labels the file has. */
  readonly labels: readonly Label[]
  /** 0, 1 or nothing, from the number that is written. */
  read(label: Label, written: number): 0 | 1 | undefined
}

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** So many bad rows are told one by one. */
const SHOWN = 5

/** Streams a label file, a day at a time. Numbers that aren't labels, such as a template's −1, stay unknown. */
export async function* readLabels(
  file: SourceFile,
  { subject, date, labels, read }: LabelFile,
  prefix: string,
  { signal }: ReadOptions,
): AsyncGenerator<Found> {
  let header: string[] | undefined
  let days = 0
  const bad: Problem[] = []
  try {
    for await (const { rows, firstLine, bytes } of csvRows(file.blob, signal)) {
      for (const [i, row] of rows.entries()) {
        if (!header) {
          header = row.map((name) => name.trim())
          const wanted = [subject, date, ...labels]
          const missing = wanted.filter((name) => !header!.includes(name))
          for (const column of missing)
            yield {
              kind: 'problem',
              problem: { file: file.path, code: 'missing_column', detail: { column } },
            }
          if (missing.includes(subject) || missing.includes(date)) return
          continue
        }
        if (row.join('').trim() === '') continue
        const cell = (name: string): string => row[header!.indexOf(name)]?.trim() ?? ''
        const line = firstLine + i
        if (!/^[\w-]{1,32}$/.test(cell(subject)) || !isDate(cell(date))) {
          const value = `${cell(subject)} ${cell(date)}`.slice(0, 40)
          bad.push({
            file: file.path,
            place: `line ${line}`,
            code: 'bad_day',
            detail: { line, value, count: 1 },
          })
          continue
        }
        const given: GivenLabels = {}
        for (const label of labels) {
          const text = cell(label)
          const value = text === '' ? undefined : read(label, Number(text))
          if (value !== undefined) given[label] = value
        }
        days++
        const of = {
          participant: `${prefix}/${cell(subject)}`,
          date: cell(date),
          measures: {},
          labels: given,
        }
        yield { kind: 'measures', of }
      }
      yield { kind: 'progress', file: file.path, bytes }
    }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error
    yield {
      kind: 'problem',
      problem: { file: file.path, code: 'unreadable', detail: { reason: error.message } },
    }
  }
  for (const problem of bad.slice(0, SHOWN)) yield { kind: 'problem', problem }
  if (bad.length > SHOWN)
    yield {
      kind: 'problem',
      problem: { file: file.path, code: 'more_cells', detail: { count: bad.length - SHOWN } },
    }
  if (days === 0 && header) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
}

const isDate = (text: string): boolean => DATE.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** 0 and 1 as they stand; anything else is no label. */
export const binary = (written: number): 0 | 1 | undefined => LABEL_VALUES.find((value) => value === written)

const LABEL_VALUES = [0, 1] as const
