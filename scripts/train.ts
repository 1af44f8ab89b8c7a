import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { inputSizeOf } from '../src/inputs/input-size.ts'
import { rulesWith } from '../src/lifelog/chosen-rules.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import type { Device } from '../src/network/device.ts'
import { planOf } from '../src/network/fit.ts'
import { writeWeights } from '../src/network/weights/model-file.ts'
import type { ModelCard, Score } from '../src/training/card.ts'
import { dataset } from '../src/training/dataset.ts'
import { Experiment } from '../src/training/experiment.ts'
import { quarterOut } from '../src/training/folds.ts'
import { cardOf, type RunPlan } from '../src/training/plan.ts'
import { problemWords } from '../src/views/words/problem.ts'
import { helpIfAsked } from './help.ts'
import { Cells, presetsOf, type Cell } from './train/cells.ts'
import { recordedDays, virtualDays } from './train/days.ts'
import { startNodeBackend } from './train/node-backend.ts'
import { keepDays, keptDays, type Days } from './train/kept-days.ts'
import { readOptions, USAGE, type TrainOptions } from './train/options.ts'
import { plainScores } from './train/plain-scores.ts'
import { plainLines, scoreTable, type Line } from './train/table.ts'

/** `npm run train`: the app's training on the command line. Progress goes to stderr, the table to stdout. */

helpIfAsked(USAGE)
const options = optionsOrEnd()
const device = await startNodeBackend()
const cells = await shown(options)
if (options.keep) {
  keepDays(options.keep, cells)
  process.exit(0)
}
if (options.out) mkdirSync(options.out, { recursive: true })
const lines: Line[] = []
const results: { readonly name: string; readonly scores: readonly Score[]; readonly minutes: number }[] = []
let plain: Score[] | undefined
for (const cell of cells.cells) {
  const started = performance.now()
  const plan = planFor(cell, device)
  say(
    `\n${cell.name}: ${plan.data.training.length} days of ${plan.data.trainingPeople.length} people to learn from`,
  )
  plain ??= plainScores(plan.data, cells.plain)
  const scores = [...(await trained(cell, plan)), ...plain]
  const minutes = (performance.now() - started) / 60_000
  results.push({ name: cell.name, scores, minutes })
  for (const score of scores) {
    if (score.predictor === 'network') lines.push({ who: cell.name, score, minutes })
    if (score.predictor === 'shuffledLabels')
      lines.push({ who: `${cell.name}, shuffled labels`, score, minutes: null })
  }
}
const first = results[0]
if (first) console.log(scoreTable([...lines, ...plainLines(first.scores)]))
if (options.out) writeFileSync(join(options.out, 'scores.json'), `${JSON.stringify(results, null, 2)}\n`)

/** Every day as every network of the grid sees it. */
async function shown({ data, simulate, kept }: TrainOptions): Promise<Days> {
  const presets = presetsOf(options, device.backend)
  if (kept) return keptDays(kept, presets)
  const cells = new Cells(presets)
  const days = simulate
    ? virtualDays(simulate.people, simulate.days)
    : recordedDays(data, (problem) => say(problemWords(problem)))
  let count = 0
  for await (const day of days) {
    cells.add(day)
    count++
    if (count % 25 === 0) say(`${count} days made ready`)
  }
  if (count > 0) return cells
  console.error('There is no day to learn from.')
  process.exit(1)
}

function planFor({ preset, encoding, days }: Cell, device: Device): RunPlan {
  const rules = rulesWith({})
  const data = dataset(days, rules, encoding, quarterOut(days, options.seed))
  const size = { size: inputSizeOf(encoding), channels: encoding.channels.length }
  const memory = planOf(preset, size, LABELS.length, device.backend)
  if (!memory) throw new Error(`${preset.architecture} does not fit into the memory that WASM has`)
  if (data.training.length === 0 || data.heldOut.length === 0)
    throw new Error('Training needs two people at least, one of them to be held out, and days with labels')
  return {
    modelId: crypto.randomUUID(),
    preset,
    seed: options.seed,
    control: options.control,
    device,
    chosen: { rules, dayStart: 'midnight', sources: [...cells.sources] },
    encoding,
    days,
    data,
    memory,
    origin: null,
  }
}

async function trained({ name }: Cell, plan: RunPlan): Promise<Score[]> {
  let card: ModelCard | undefined
  return new Experiment().start(plan, {
    checkDevice: () => undefined,
    onStart: (phase) => phase === 'shuffledLabels' && say(`${name}, shuffled labels`),
    onCheckpoint: () => Promise.resolve(),
    onEvent(event) {
      if (event.kind !== 'epoch') return
      const { epoch, loss, validationLoss, seconds } = event.record
      say(
        `epoch ${epoch} of ${plan.preset.epochs}: loss ${loss.toFixed(3)}, held out ${validationLoss.toFixed(3)}, ` +
          `${seconds.toFixed(0)} s, ${Math.ceil(event.secondsLeft / 60)} min left`,
      )
    },
    async onTrained(result, scores) {
      const { model } = result
      card = cardOf(plan, result, scores)
      if (!options.out) return
      const file = join(options.out, `${name.replaceAll(/[^\w.]+/g, '-')}.safetensors`)
      writeFileSync(file, await writeWeights(model.parameters, { card: JSON.stringify(card) }))
    },
  })
}

function optionsOrEnd(): TrainOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : ''}\n\n${USAGE.trim()}`)
    process.exit(2)
  }
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
