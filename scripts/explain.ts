import { parseArgs } from 'node:util'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { examine } from './explain/examine.ts'
import { loadModelFile } from './explain/model-file.ts'
import { reportOf } from './explain/report.ts'
import { helpIfAsked } from './help.ts'
import { startNodeBackend } from './train/node-backend.ts'
import { say } from './train/say.ts'

const USAGE = `
npm run explain -- --simulate PEOPLExDAYS [--model FILE] [--first SEED] [--json FILE]

Asks a network why, on days of virtual participants whom it has not learnt from, and holds its maps against what was
planted in those days: accuracy, pointing score of the three kinds of map, the randomised-weights check, and how far any
sum is from its logit.

  --simulate 25x8      25 virtual participants, 8 days each
  --model FILE         a model that this app has written   (the one that comes with the app)
  --first SEED         of the first participant   (1001; the app's own network learnt from seeds up to 54)
  --json FILE          all figures, day by day
`
helpIfAsked(USAGE)

const options = optionsOrEnd()
await startNodeBackend('wasm')
const loaded = await loadModelFile(options.model)
const learnt = options.seeds.filter((seed) => loaded.card.trainingPeople.includes(`simulated ${seed}`))
if (learnt.length > 0)
  say(`The network has learnt from ${learnt.length} of these people: figures flatter it.`)
const found = await examine(loaded, options.seeds, options.days, say)
console.log(reportOf(found))
if (options.json) {
  const { writeFile } = await import('node:fs/promises')
  await writeFile(options.json, JSON.stringify(found))
}

interface Options {
  readonly seeds: readonly number[]
  readonly days: number
  readonly model: string
  readonly json: string | null
}

function optionsOrEnd(): Options {
  try {
    const { values } = parseArgs({
      options: {
        simulate: { type: 'string' },
        model: { type: 'string' },
        first: { type: 'string', default: '1001' },
        json: { type: 'string' },
      },
    })
    const [, people, days] = /^(\d+)x(\d+)$/.exec(values.simulate ?? '') ?? []
    const first = Number(values.first)
    if (Number(people) > 0 && Number(days) > 0 && Number.isInteger(first) && first > 0)
      return {
        seeds: Array.from({ length: Number(people) }, (_, i) => first + i),
        days: Number(days),
        model:
          values.model ?? fileURLToPath(new URL('../public/models/simulated.safetensors', import.meta.url)),
        json: values.json ?? null,
      }
  } catch {
    // Said below.
  }
  console.error(USAGE.trim())
  process.exit(2)
}
