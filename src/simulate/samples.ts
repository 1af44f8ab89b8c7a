import { CHANNELS, type ChannelId } from '../lifelog/channels.ts'
import type { Numbers, Samples } from '../lifelog/samples.ts'
import { isBreath } from '../readers/etri/ambience.ts'
import type { Person } from './person.ts'
import type { DayPlan } from './plan.ts'
import { TABLES, type TableDay, type TableName } from './tables.ts'

/** Where virtual people live: their clock has no summer time. */
export const ZONE = 'UTC'

/** Which column of which table is which channel, as in ETRI's tables of 2024. */
const COLUMNS: Readonly<Record<TableName, Readonly<Partial<Record<ChannelId, string>>>>> = {
  m_acc: { acc_x: 'x', acc_y: 'y', acc_z: 'z' },
  m_activity: { activity: 'm_activity' },
  m_ambience: { ambience: 'ambience_labels' },
  m_gps: { altitude: 'altitude', latitude: 'latitude', longitude: 'longitude', gps_speed: 'speed' },
  m_light: { light: 'm_light' },
  w_heart_rate: { heart_rate: 'heart_rate' },
  w_pedo: {
    burned_calories: 'burned_calories',
    distance: 'distance',
    running_steps: 'running_steps',
    pedometer_speed: 'speed',
    steps: 'steps',
    step_frequency: 'step_frequency',
    walking_steps: 'walking_steps',
  },
}

/** One virtual day's samples, a table at a time; `midnight` is when it starts, milliseconds since the epoch. */
export function* samplesOf(
  of: Person,
  plan: DayPlan,
  participant: string,
  midnight: number,
): Generator<Samples> {
  for (const table of Object.keys(TABLES) as TableName[]) {
    const made: TableDay = TABLES[table](of, plan)
    const times = made.times.map((time) => midnight + time)
    for (const [channel, column] of Object.entries(COLUMNS[table]) as [ChannelId, string][])
      yield {
        participant,
        channel,
        unit: CHANNELS[channel].unit,
        times,
        values: numbersOf(made.columns[column]!),
        zone: ZONE,
      }
  }
}

/** Codes written as text, and lists of sounds, as their readers take them. */
function numbersOf(rows: TableDay['columns'][string]): Numbers {
  if (rows instanceof Float64Array) return rows
  return Float64Array.from(rows as readonly (string | readonly (readonly [string, string])[])[], (row) =>
    typeof row === 'string'
      ? Number(row)
      : Math.max(0, ...row.map(([name, share]) => (isBreath(name) ? Number(share) : 0))),
  )
}
