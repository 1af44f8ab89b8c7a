import { LABELS } from '../lifelog/labels.ts'
import type { ColumnRows, ColumnSpec } from './parquet/column.ts'
import { gzip, ParquetWriter, type Gzip } from './parquet/write.ts'
import { person } from './person.ts'
import { planDay, type DayPlan } from './plan.ts'
import { TABLES, type TableDay, type TableName } from './tables.ts'

/** What to write: so many people, so many days each, from a date on. */
export interface Study {
  readonly seed: number
  readonly people: number
  readonly days: number
  /** YYYY-MM-DD */
  readonly from: string
}

/** A file that takes its bytes one after another. */
export type Sink = (bytes: Uint8Array) => void | Promise<void>

/** As pandas: so many rows a row group. */
const GROUP = 1_048_576
const DAY = 86_400_000

/** Columns that aren't plain numbers. */
const KINDS: Readonly<Record<string, ColumnSpec['kind']>> = {
  m_activity: 'text',
  ambience_labels: 'pairs',
  heart_rate: 'whole',
  steps: 'whole',
  running_steps: 'whole',
  walking_steps: 'whole',
}

/** The subjects' numbers, from 1, and their seeds. */
const seedOf = ({ seed }: Study, subject: number): number => 1000 * seed + subject

/**
 * Writes a study in the shape of ETRI's challenge of 2024: seven tables, `val_label.csv` with Q3 as ETRI has it
 * (1 for high stress), and `planted.json`, the causes. Memory stays at one person's day.
 * @param open gives the sink of a file by its name
 */
export async function writeStudy(
  study: Study,
  open: (name: string) => Sink,
  pack: Gzip = gzip,
): Promise<void> {
  for (const table of Object.keys(TABLES) as TableName[]) {
    if (table === 'm_acc')
      for (let subject = 1; subject <= study.people; subject++)
        await writeTable(study, table, [subject], open(fileOf(`m_acc_part_${subject}`)), pack)
    else {
      const subjects = Array.from({ length: study.people }, (_, i) => i + 1)
      await writeTable(study, table, subjects, open(fileOf(table)), pack)
    }
  }
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
  await open('val_label.csv')(encode(labels(study)))
  await open('planted.json')(encode(planted(study)))
}

const fileOf = (table: string): string => `ch2024_val__${table}.parquet.gzip`

/** All plans of a study, person by person. */
function* plans(study: Study, subjects?: readonly number[]): Generator<{ subject: number; plan: DayPlan }> {
  for (let subject = 1; subject <= study.people; subject++)
    if (subjects?.includes(subject) ?? true)
      for (let day = 0; day < study.days; day++)
        yield { subject, plan: planDay(person(seedOf(study, subject)), day) }
}

async function writeTable(
  study: Study,
  table: TableName,
  subjects: readonly number[],
  sink: Sink,
  pack: Gzip,
): Promise<void> {
  let writer: ParquetWriter | undefined
  const first = Date.parse(`${study.from}T00:00:00Z`)
  for (const { subject, plan } of plans(study, subjects)) {
    const made: TableDay = TABLES[table](person(seedOf(study, subject)), plan)
    const names = Object.keys(made.columns)
    writer ??= new ParquetWriter(
      [
        { name: 'subject_id', kind: 'whole' },
        { name: 'timestamp', kind: 'timestamp' },
        ...names.map((name): ColumnSpec => ({ name, kind: KINDS[name] ?? 'number' })),
      ],
      sink,
      pack,
    )
    const midnight = first + plan.number * DAY
    for (let from = 0; from < made.times.length; from += GROUP) {
      const times = made.times.slice(from, from + GROUP).map((time) => midnight + time)
      const ids = new Float64Array(times.length).fill(subject)
      const values = names.map((name) => made.columns[name]!.slice(from, from + GROUP) as ColumnRows)
      await writer.rowGroup([ids, times, ...values])
    }
  }
  await writer?.end()
}

const dateOf = ({ from }: Study, day: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + day * DAY).toISOString().slice(0, 10)

function labels(study: Study): string {
  const rows = [...plans(study)].map(({ subject, plan }) => {
    const values = LABELS.map((label) => (label === 'Q3' ? 1 - plan.labels[label] : plan.labels[label]))
    return [subject, dateOf(study, plan.number), ...values].join(',')
  })
  return `${['subject_id,date', ...LABELS].join(',')}\n${rows.join('\n')}\n`
}

function planted(study: Study): string {
  const days = [...plans(study)].map(({ subject, plan }) => ({
    subject_id: subject,
    date: dateOf(study, plan.number),
    causes: [...plan.causes],
    planted: plan.planted,
    labels: plan.labels,
  }))
  return `${JSON.stringify({ simulated: true, seed: study.seed, days }, null, 1)}\n`
}
