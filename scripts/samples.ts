import { openAsBlob } from 'node:fs'
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recordingsOf } from '../src/readers/compact/record.ts'
import { encode } from '../src/readers/compact/encode.ts'
import type { Credit } from '../src/readers/compact/format.ts'
import type { Manifest } from '../src/readers/compact/manifest.ts'
import { mmash } from '../src/readers/mmash/reader.ts'

/** The credit MMASH's licence asks for, and what was done to the recordings. */
const CREDIT: Credit = {
  title: 'MMASH 1.0.0: Multilevel Monitoring of Activity and Sleep in Healthy People',
  authors:
    'Rossi A, Da Pozzo E, Menicagli D, Tremolanti C, Priami C, Sirbu A, Clifton D, Martini C, Morelli D (PhysioNet; described in Data 5(4):91, 2020)',
  doi: '10.13026/cerq-fc86',
  licence: 'Open Data Commons Attribution License 1.0',
  licenceUrl: 'https://opendatacommons.org/licenses/by/1-0/',
  changes:
    'Of each participant’s folder only these were kept: from Actigraph.csv the activity counts of three axes, steps, heart rate and the four inclinometer columns, the latter joined into one posture class, at their original seconds and with their original values; from sleep.csv the night’s total sleep time, efficiency, latency and wake after sleep onset, with the two rows of user_1 joined into one night; from questionnaire.csv the Pittsburgh score, the Daily Stress Inventory and positive minus negative affect at 22 h. Day numbers 1 and 2 (−29 in users 8 and 9 is 2) became 1 and 2 January 1970. The files were packed into a compact form.',
}

const out = join(dirname(fileURLToPath(import.meta.url)), '..', 'public', 'samples')
const [directory] = process.argv.slice(2)
if (!directory || directory === '--help') {
  console.log(
    'npm run samples -- DIR\n\nPacks the MMASH folders (user_1, user_2, …) in DIR into public/samples/.',
  )
  process.exit(directory ? 0 : 1)
}
await pack(resolve(directory))

async function pack(from: string): Promise<void> {
  await mkdir(out, { recursive: true })
  const entries = await readdir(from, { recursive: true })
  const files = []
  for (const path of entries.sort()) {
    const full = join(from, path)
    if ((await stat(full)).isFile())
      files.push({ path: path.replaceAll('\\', '/'), blob: await openAsBlob(full) })
  }
  const recordings: Manifest['recordings'] = []
  for await (const { recording, problems } of recordingsOf(mmash, files, CREDIT)) {
    for (const problem of problems) console.log(`  ${problem.file}: ${problem.code}`)
    const bytes = encode(recording)
    const file = `${recording.participant}.bin`
    await writeFile(join(out, file), bytes)
    recordings.push({ participant: recording.participant, file, bytes: bytes.length })
    console.log(`${file}  ${(bytes.length / 1000).toFixed(0)} kB`)
  }
  recordings.sort((a, b) => a.participant.localeCompare(b.participant, 'en', { numeric: true }))
  const manifest: Manifest = { credit: CREDIT, recordings }
  await writeFile(join(out, 'index.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await writeFile(join(out, 'LICENSE.md'), licence())
  const total = recordings.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`${recordings.length} people, ${(total / 1e6).toFixed(2)} MB`)
}

function licence(): string {
  return `# Sample recordings

${CREDIT.title}.
${CREDIT.authors}.
https://doi.org/${CREDIT.doi}

- Rossi A, Da Pozzo E, Menicagli D, et al. A Public Dataset of 24-h Multi-Levels Psycho-Physiological Responses in Young Healthy Adults. Data 5(4):91, 2020. https://doi.org/10.3390/data5040091

The original database is made available under the ${CREDIT.licence}: ${CREDIT.licenceUrl}
These derived files are passed on under the same licence.

## What was changed

${CREDIT.changes}

The credit above also stands inside every file. How the files are built: src/readers/compact/format.ts.
`
}
