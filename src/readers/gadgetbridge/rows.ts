import type { UntrustedDatabase } from './database.ts'
import { quoted, type SampleTable } from './tables.ts'

export interface Row {
  /** Milliseconds since the Unix epoch. */
  readonly at: number
  readonly device: number
  /** NaN where nothing was measured. */
  readonly steps: number
  readonly heartRate: number
}

/** Rows come out of order only where pages lead in a circle. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder'

  constructor() {
    super('its pages lead in a circle')
  }
}

/** Later than any time in seconds; such times are milliseconds, as newer tables have them. */
const MILLISECONDS = 1e11
const [FIRST, LAST] = [Date.UTC(2000, 0), Date.UTC(2100, 0)]

/**
 * A table's rows in the order of time, or against it.
 * @throws where the database is damaged, after the rows before that
 */
export function* rowsOf(
  db: UntrustedDatabase,
  { name, has }: SampleTable,
  order: 'ASC' | 'DESC',
): Generator<Row | null> {
  const steps = has.steps ? 'STEPS' : 'NULL'
  const heartRate = has.heartRate ? 'HEART_RATE' : 'NULL'
  // By the table's key, so that nothing needs sorting.
  const sql =
    `SELECT TIMESTAMP, DEVICE_ID, ${steps}, ${heartRate} FROM ${quoted(name)} ` +
    `ORDER BY TIMESTAMP ${order}, DEVICE_ID ${order}`
  const sign = order === 'ASC' ? 1 : -1
  let [before, deviceBefore] = [-Infinity, -Infinity]
  for (const [timestamp, id, walked, rate] of db.rows(sql)) {
    const time = numberOf(timestamp)
    const device = numberOf(id)
    const at = Math.abs(time) < MILLISECONDS ? 1000 * time : time
    if (!(at >= FIRST && at < LAST) || Number.isNaN(device)) {
      yield null
      continue
    }
    if (sign * at < before || (sign * at === before && sign * device <= deviceBefore)) throw new OutOfOrder()
    before = sign * at
    deviceBefore = sign * device
    yield { at, device, steps: measured(numberOf(walked), 0), heartRate: heartRateOf(numberOf(rate)) }
  }
}

const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : NaN

const measured = (value: number, least: number): number => (value >= least ? value : NaN)

/** How bands write that they measured none. */
const heartRateOf = (value: number): number => (value === 255 ? NaN : measured(value, 1))
