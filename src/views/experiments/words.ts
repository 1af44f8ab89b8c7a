import { m } from '../../i18n/paraglide/messages.js'
import type { Division } from '../../training/folds.ts'
import type { TableName } from '../../training/paper-tables.ts'
import type { ExperimentPlan } from '../../training/queue.ts'
import { courseName } from '../train/course-words.ts'
import { seenWords } from '../words/inputs.ts'

const DIVISION_NAMES: Readonly<Record<Division, () => string>> = {
  people: m.division_people,
  onePerson: m.division_one_person,
  days: m.division_days,
  time: m.division_time,
}
const DIVISION_LINES: Readonly<Record<Division, () => string>> = {
  people: m.division_people_why,
  onePerson: m.division_one_person_why,
  days: m.division_days_why,
  time: m.division_time_why,
}

export const divisionName = (division: Division): string => DIVISION_NAMES[division]()

/** What scores by these folds can be taken for. */
export const divisionLine = (division: Division): string => DIVISION_LINES[division]()

const TABLE_TITLES: Readonly<Record<TableName, () => string>> = {
  II: m.table_two,
  III: m.table_three,
  IV: m.table_four,
}

export const tableTitle = (table: TableName): string => TABLE_TITLES[table]()

/**
 * What an experiment is called: the paper's tables, or what is compared.
 * @param own how many channels the stored days have
 */
export function planTitle({ tables, cells, folds }: ExperimentPlan, own: number): string {
  if (tables.length > 0) return m.experiment_title_tables({ tables: tables.join(', '), folds })
  const [first] = cells
  if (cells.length === 1 && first)
    return m.experiment_title_one({ cell: seenWords(first.preset, own), folds })
  return m.experiment_title_grid({ cells: cells.length, folds })
}

/** Courses of an experiment's networks, each once. */
export const planCourses = ({ cells }: ExperimentPlan): string =>
  [
    ...new Set(
      cells.map(({ preset: { name } }) => (name === 'chosen' ? m.course_chosen() : courseName(name))),
    ),
  ].join(', ')
