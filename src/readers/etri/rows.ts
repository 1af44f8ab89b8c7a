import { batchesOf, type Batch } from '../parquet/table.ts'
import { wallOf } from './clock.ts'
import type { OpenTable } from './columns.ts'

/** A batch with whose rows they are and when they were measured. */
export interface Rows {
  readonly batch: Batch
  /** The name a row's number stands for is empty where the file has none that can be one. */
  readonly subjects: Coded
  /** Milliseconds since 1970-01-01 on Seoul's clock. */
  readonly walls: Float64Array
}

/** One name a row, each written once: names repeat for thousands of rows. */
export interface Coded {
  readonly names: readonly string[]
  /** For each row the place of its name. */
  readonly of: Uint32Array
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
    const subjects = ids.leaf.text ? coded(ids.texts) : coded(ids.numbers)
    yield { batch, subjects, walls }
  }
}

function coded(ids: ArrayLike<string | number | null>): Coded {
  const places = new Map<string | number | null, number>()
  const of = new Uint32Array(ids.length)
  const names: string[] = []
  let last: string | number | null | undefined
  let place = 0
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!
    if (id !== last) {
      last = id
      const known = places.get(id)
      place = known ?? names.length
      if (known === undefined) {
        places.set(id, place)
        names.push(nameOf(id))
      }
    }
    of[i] = place
  }
  return { names, of }
}

function nameOf(id: string | number | null): string {
  const written = typeof id === 'number' && !Number.isInteger(id) ? '' : String(id ?? '')
  return NAME.test(written) ? written : ''
}
