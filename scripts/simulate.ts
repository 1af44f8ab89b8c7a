import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { parseArgs, promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { writeStudy, type Sink, type Study } from '../src/simulate/write-tables.ts'
import { helpIfAsked } from './help.ts'

const USAGE = `
npm run simulate -- FOLDER [--people N] [--days N] [--seed N] [--from YYYY-MM-DD]

Writes virtual participants in the shape of ETRI's challenge of 2024: seven tables of Parquet, 50 Hz acceleration
among them, val_label.csv, and planted.json with the causes that were planted. A day takes some 40 MB. What each
cause does to sensors and labels stands in src/simulate/effects.ts. Defaults: one person, seven days, seed 1, from
2023-08-20.
`
helpIfAsked(USAGE)

const study = studyOrEnd()
mkdirSync(study.folder, { recursive: true })
const pack = promisify<Uint8Array, { level: number }, Buffer>(gzip)
const streams: WriteStream[] = []
await writeStudy(study, open, (page) => pack(page, { level: 1 }))
await Promise.all(streams.map(closed))
console.log(`${study.folder}: ${study.people} people, ${study.days} days each`)

function open(name: string): Sink {
  const stream = createWriteStream(join(study.folder, name))
  streams.push(stream)
  return (bytes) =>
    stream.write(bytes) ? undefined : new Promise<void>((done) => void stream.once('drain', done))
}

async function closed(stream: WriteStream): Promise<void> {
  stream.end()
  await finished(stream)
}

function studyOrEnd(): Study & { readonly folder: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        people: { type: 'string', default: '1' },
        days: { type: 'string', default: '7' },
        seed: { type: 'string', default: '1' },
        from: { type: 'string', default: '2023-08-20' },
      },
    })
    const [people, days, seed] = [values.people, values.days, values.seed].map(Number) as [
      number,
      number,
      number,
    ]
    const whole = [people, days, seed].every((value) => Number.isInteger(value) && value > 0)
    const [folder] = positionals
    if (folder && positionals.length === 1 && whole && !Number.isNaN(Date.parse(values.from)))
      return { folder, people, days, seed, from: values.from }
  } catch {
    // Said below.
  }
  console.error(USAGE.trim())
  process.exit(2)
}
