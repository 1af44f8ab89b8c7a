import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { startBackend } from '../../src/network/backend.ts'
import { trainingMemory } from '../../src/network/memory.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { countBytes } from '../browser/counted-bytes.ts'
import { formulaWeight } from '../golden/formula.ts'
import { SLOW, timed } from './measure.ts'
import type { TrainingRun } from './plan.ts'
import type { Row } from './row.ts'
import { StockVariables } from './stock-layers.ts'
import { stockLogits, stockLoss } from './stock-network.ts'
import { stockAdamW } from './stock-optimiser.ts'
import { batchOf, ourStep, OUTPUTS, SEED, valueOf, type TrainingStep } from './training-ours.ts'

/** Steps whose losses are compared between rivals. */
const COMPARED = 3

function stockStep(run: TrainingRun): TrainingStep {
  const architecture = ARCHITECTURES[run.network]
  const variables = new StockVariables(tensorSpecs(architecture, OUTPUTS), (spec) =>
    formulaWeight(spec, SEED),
  )
  const move = stockAdamW()
  const { inputs: pictures, labels } = batchOf(run)
  return () => move(() => stockLoss(stockLogits(pictures, variables, architecture), labels), variables.all)
}

/** The peak of two whole steps, weights, pictures and moments included; for the second one the moments exist. */
function firstSteps(run: TrainingRun, begin: () => TrainingStep) {
  const work = () => {
    const step = begin()
    return { step, losses: [step(), step()] }
  }
  if (run.backend !== 'wasm') return { ...work(), peak: NaN }
  return countBytes((count) => ({ ...work(), peak: count().peak }))
}

const forecastOf = ({ network, side, batch, checkpoints }: TrainingRun): number =>
  trainingMemory(ARCHITECTURES[network], OUTPUTS, side, batch, checkpoints).total

/** @param patient whether the step is timed, too */
export async function measureTraining(run: TrainingRun, patient: boolean): Promise<Row[]> {
  const { threads } = await startBackend([run.backend])
  const { step, losses, peak } = firstSteps(run, () =>
    run.rival === 'PixleepFlow' ? ourStep(run) : stockStep(run),
  )
  const outcome = await Promise.all(losses.map(valueOf))
  const figures: Record<string, number> = { peak }
  if (run.rival === 'PixleepFlow') {
    figures['forecast'] = forecastOf(run)
    figures['share'] = peak / figures['forecast']
  }
  if (patient) {
    while (outcome.length < COMPARED) outcome.push(await valueOf(step()))
    const timing = await timed(async () => void (await valueOf(step())), SLOW)
    Object.assign(figures, timing, { pictures: (run.batch * 1000) / timing.ms })
  }
  return [{ subject: run.subject, by: nameOf(run, threads), figures, outcome: patient ? outcome : undefined }]
}

function nameOf({ rival, backend, checkpoints }: TrainingRun, threads: number): string {
  const place = backend === 'wasm' ? `WASM, ${threads} threads` : 'JavaScript'
  return `${rival}, ${place}${checkpoints ? ', checkpoints' : ''}`
}
