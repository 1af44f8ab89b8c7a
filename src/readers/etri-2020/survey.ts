import type { GivenLabels, Label } from '../../lifelog/labels.ts'
import type { Found, ReadOptions, SourceFile } from '../reader.ts'
import { dateBefore, dateIn, subjectIn } from './keys.ts'
import { aboveOwnMean } from './label-rules.ts'
import { readSideTable } from './side-table.ts'

/** Which answer makes which label (reference 1.6), and how it is asked: in the morning or the evening. */
const ANSWERS = [
  { label: 'Q1', column: 'sleep', asked: 'am' },
  { label: 'Q2', column: 'pmemotion', asked: 'pm' },
  { label: 'Q3', column: 'pmstress', asked: 'pm' },
] as const satisfies readonly { label: Label; column: string; asked: 'am' | 'pm' }[]

/**
 * `user_survey_2020.csv`, two rows a day. The morning speaks of the night before, which belongs to the evening
 * it began in; the evening of its own day.
 */
export async function* readSurvey(
  file: SourceFile,
  prefix: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const wanted = ['userid', 'date', 'ampm', ...ANSWERS.map(({ column }) => column)]
  const table = await readSideTable(file, wanted, options)
  /** For each label: person, then day, then answer. */
  const answers = new Map(ANSWERS.map(({ label }) => [label, new Map<string, Map<string, number>>()]))
  for (const row of table.rows) {
    const [subject, date] = [subjectIn(row.text('userid')), dateIn(row.text('date'))]
    const asked = row.text('ampm').toLowerCase()
    if (!subject || !date || (asked !== 'am' && asked !== 'pm')) {
      row.bad(`${row.text('userid')} ${row.text('date')} ${asked}`)
      continue
    }
    for (const answer of ANSWERS) {
      const value = answer.asked === asked ? row.number(answer.column) : NaN
      if (!Number.isFinite(value)) continue
      const people = answers.get(answer.label)!
      if (!people.has(subject)) people.set(subject, new Map())
      people.get(subject)!.set(asked === 'am' ? dateBefore(date) : date, value)
    }
  }
  yield* table.found()
  const labels = new Map<string, GivenLabels>()
  for (const [label, people] of answers)
    for (const [subject, days] of people)
      for (const [date, value] of aboveOwnMean(days)) {
        const key = `${subject}\n${date}`
        labels.set(key, { ...labels.get(key), [label]: value })
      }
  for (const [key, given] of labels) {
    const [subject, date] = key.split('\n') as [string, string]
    yield {
      kind: 'measures',
      of: { participant: `${prefix}/${subject}`, date, measures: {}, labels: given },
    }
  }
}
