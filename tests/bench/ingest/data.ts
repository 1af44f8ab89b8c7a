import { mkdir, writeFile } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { random } from '../../../src/simulate/random.ts'
import { writeStudy } from '../../../src/simulate/write-tables.ts'

const pack = promisify<Uint8Array, { level: number }, Buffer>(gzip)

/** ETRI 2024's tables of one virtual person; of so many days, 4.3 million rows of acceleration each. */
export async function tables(folder: string, days: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const written: Promise<void>[] = []
  await writeStudy(
    { seed: 1, people: 1, days, from: '2023-08-20' },
    (name) => {
      // What was planted is for judges, not for readers.
      if (name === 'planted.json') return () => undefined
      const stream = createWriteStream(join(folder, name))
      written.push(finished(stream))
      return (bytes) => {
        const more = stream.write(bytes)
        // Tables are written one after the other, and a label file is one piece.
        if (name.endsWith('.csv')) stream.end()
        return more ? undefined : new Promise<void>((done) => void stream.once('drain', done))
      }
    },
    (page) => pack(page, { level: 1 }),
  )
}

/** 2020-08-30, as Seoul's midnight, in UNIX seconds. */
const MIDNIGHT = 1_598_713_200

/** ETRI 2020's folders of one person: so many minutes of acceleration, position and heart rate, a CSV each. */
export async function minutes(folder: string, files: number): Promise<void> {
  const { next } = random(20)
  const spread = (rows: number, row: () => string): string =>
    Array.from({ length: rows }, (_, i) => `${((60 * i) / rows).toFixed(3)},${row()}\n`).join('')
  const signed = (): string => (20 * next() - 10).toFixed(6)
  for (let minute = 0; 3 * minute < files; minute++) {
    const start = MIDNIGHT + 60 * minute
    const session = join(folder, 'user01', `${MIDNIGHT + 86_400 * Math.floor(minute / 1440)}`)
    const kinds = [
      ['mAcc', 'x,y,z', 1800, () => `${signed()},${signed()},${signed()}`],
      ['mGps', 'lat,lon,accuracy', 12, () => `37.${Math.floor(1e6 * next())},127.1,12.5`],
      ['e4Hr', 'hr', 60, () => (60 + 20 * next()).toFixed(2)],
    ] as const
    for (const [sensor, header, rows, row] of kinds) {
      if (minute % 1440 === 0) await mkdir(join(session, sensor), { recursive: true })
      await writeFile(join(session, sensor, `${start}.csv`), `timestamp,${header}\n${spread(rows, row)}`)
    }
  }
}

/** A day of 50 Hz as plain arrays: seconds, and three channels. */
export function arrays(): { times: Float64Array; values: Float64Array[] } {
  const { next, normal } = random(50)
  const count = 4_320_000
  const times = Float64Array.from({ length: count }, (_, i) => (20 * i + Math.floor(15 * next())) / 1000)
  const values = [0, 1, 2].map(() => Float64Array.from({ length: count }, normal))
  return { times, values }
}
