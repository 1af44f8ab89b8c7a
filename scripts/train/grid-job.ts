import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Device } from '../../src/network/device.ts'
import { writeWeights } from '../../src/network/weights/model-file.ts'
import type { FloatType } from '../../src/network/weights/safetensors-write.ts'
import type { Score } from '../../src/training/card.ts'
import { quarterOut } from '../../src/training/folds.ts'
import { cardOf } from '../../src/training/plan.ts'
import { isWanted } from './asked-grid.ts'
import type { Days } from './cells.ts'
import { fileName } from './file-name.ts'
import type { TrainOptions } from './options.ts'
import { divided, planCell } from './plan-cell.ts'
import { plainScores } from './plain-scores.ts'
import { say } from './say.ts'
import { startWeights } from './start-weights.ts'
import { plainLines, scoreTable, type Line } from './table.ts'
import { trainPlan, type StartedPlan } from './train-plan.ts'

/** A grid of networks, each trained once with a quarter of the people held out; prints one table. */
export async function gridJob(options: TrainOptions, ready: Days, device: Device): Promise<void> {
  const { out, half, seed, control } = options
  if (out) mkdirSync(out, { recursive: true })
  const lines: Line[] = []
  const results: { readonly name: string; readonly scores: readonly Score[]; readonly minutes: number }[] = []
  let plain: Score[] | undefined
  for (const source of ready.cells.filter(({ name }) => isWanted(options, name))) {
    const cell = source.load()
    const { name } = cell
    const started = performance.now()
    const data = divided(cell, quarterOut(cell.days, seed))
    if (data.training.length === 0 || data.heldOut.length === 0)
      throw new Error('Training needs two people at least, one of them to be held out, and days with labels')
    const weights = await startWeights(options.start, source)
    const origin = weights?.origin ?? null
    const planned = planCell(cell, data, { device, seed, control, sources: ready.sources, origin })
    const plan = { ...planned, start: weights?.start }
    say(`\n${name}: ${data.training.length} days of ${data.trainingPeople.length} people to learn from`)
    plain ??= plainScores(data, ready.plain)
    const scores = [...(await trained(name, plan, out, half ? 'F16' : 'F32')), ...plain]
    const minutes = (performance.now() - started) / 60_000
    results.push({ name, scores, minutes })
    for (const score of scores) {
      if (score.predictor === 'network') lines.push({ who: name, score, minutes })
      if (score.predictor === 'shuffledLabels')
        lines.push({ who: `${name}, shuffled labels`, score, minutes: null })
    }
  }
  const first = results[0]
  if (first) console.log(scoreTable([...lines, ...plainLines(first.scores)]))
  if (out) writeFileSync(join(out, 'scores.json'), `${JSON.stringify(results, null, 2)}\n`)
}

const trained = (
  name: string,
  plan: StartedPlan,
  out: string | undefined,
  floats: FloatType,
): Promise<Score[]> =>
  trainPlan(name, plan, async (result, scores) => {
    if (!out) return
    const card = JSON.stringify(cardOf(plan, result, scores))
    const file = join(out, `${fileName(name)}.safetensors`)
    writeFileSync(file, await writeWeights(result.model.parameters, { card }, floats))
  })
