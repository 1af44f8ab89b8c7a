import type { Found, ReadOptions, SourceFile } from '../reader.ts'
import { FIRST_DATE } from './clock.ts'
import { onlyNumbers } from './sleep.ts'
import { readTable } from './table.ts'

const COLUMNS = ['Pittsburgh', 'Daily_stress', 'panas_pos_22', 'panas_neg_22'] as const

/** Scores of one person; they are filed under the recording's first day, whose evening they speak of. */
export async function* readQuestionnaire(
  file: SourceFile,
  participant: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const table = await readTable(file, COLUMNS, options)
  const row = table.rows[0]
  const measures = row
    ? onlyNumbers({
        pittsburgh: row.number('Pittsburgh'),
        dailyStress: row.number('Daily_stress'),
        affectBalance: row.number('panas_pos_22') - row.number('panas_neg_22'),
      })
    : {}
  for (const problem of table.problems()) yield { kind: 'problem', problem }
  if (!row) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
  else yield { kind: 'measures', of: { participant, date: FIRST_DATE, measures } }
}
