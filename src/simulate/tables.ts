import { acceleration } from './acceleration.ts'
import type { ColumnRows } from './parquet/column.ts'
import type { Person } from './person.ts'
import type { DayPlan } from './plan.ts'
import { sounds } from './sounds.ts'
import { activity, heart, light, pedometer } from './minutes.ts'
import { positions } from './positions.ts'

/** One table's rows of one day: times in milliseconds after midnight, ascending, and a column for each name. */
export interface TableDay {
  readonly times: Float64Array
  readonly columns: Readonly<Record<string, ColumnRows>>
}

/** The tables of ETRI's challenge of 2024 that become channels, by the names in their files. */
export const TABLES = {
  m_acc: acceleration,
  m_activity: activity,
  m_ambience: sounds,
  m_gps: positions,
  m_light: light,
  w_heart_rate: heart,
  w_pedo: pedometer,
} as const satisfies Record<string, (of: Person, plan: DayPlan) => TableDay>

export type TableName = keyof typeof TABLES
