import { batchesOf, type Batch } from '../parquet/table.ts'
import { wallOf } from './clock.ts'
import type { OpenTable } from './columns.ts'

/** A batch with whose rows they are and when they were measured. */
export interface Rows {
  readonly batch: Batch
  /** Empty where the file has none that can be a name. */
  readonly subjects: readonly string[]
  /** Milliseconds since 1970-01-01 on Seoul's clock. */
  readonly walls: Float64Array
}

const NAME = /^[\w-]{1,32}$/

/** Streams a row group's subjects and timestamps, with the columns `names` behind them. */
export async function* rowsOf(
  { parquet }: Pick<OpenTable, 'parquet'>,
  group: number,
  names: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Rows> {
  for await (const batch of batchesOf(parquet, group, names, signal)) {
    const [ids, stamps] = [batch.columns[0]!, batch.columns[1]!]
    const walls = stamps.leaf.instants ? stamps.numbers.map(wallOf) : stamps.numbers
    const subjects = ids.leaf.text ? ids.texts.map((id) => nameOf(id ?? '')) : namesOf(ids.numbers)
    yield { batch, subjects, walls }
  }
}

const nameOf = (id: string): string => (NAME.test(id) ? id : '')

/** Numbers repeat for thousands of rows: each is written once. */
function namesOf(ids: Float64Array): string[] {
  let [last, name] = [NaN, '']
  return Array.from(ids, (id) => {
    if (id !== last) [last, name] = [id, Number.isInteger(id) ? nameOf(String(id)) : '']
    return name
  })
}
