import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { checkDevice, startBackend } from '../../src/network/backend.ts'
import { trainingMemory } from '../../src/network/memory.ts'
import { adapterOf } from './adapter.ts'
import { longestDispatch } from './longest-dispatch.ts'
import { timed, type Patience } from './measure.ts'
import type { TrainingRun } from './plan.ts'
import type { Row } from './row.ts'
import { ourStep, OUTPUTS, valueOf } from './training-ours.ts'
import { countWebGpu } from './webgpu-count.ts'

/** Steps whose losses are shown. */
const COMPARED = 2

/** A step takes milliseconds on a graphics card and most of a minute in software. */
const SHORT: Patience = { warmUp: 0, least: 1, most: 20, budget: 5000 }

/** A whole step on WebGPU: its time, what it asks of the device, and the most bytes that its buffers have. */
export async function measureGpuTraining(run: TrainingRun): Promise<Row[]> {
  if (run.heavy && (await adapterOf()).software)
    throw new Error('only on a real graphics card (GPU=1, or --node)')
  const counts = countWebGpu()
  await startBackend(['webgpu'], true)
  const { network, side, batch, checkpoints, subject } = run
  const by = `PixleepFlow${checkpoints ? ', checkpoints' : ''}`
  const architecture = ARCHITECTURES[network]
  const forecast = trainingMemory(architecture, OUTPUTS, side, batch, checkpoints, {
    backend: 'webgpu',
  }).total
  counts.dry = run.dry ?? false
  const others = counts.alive
  const step = ourStep(run)
  const memory = () => ({ peak: counts.peak - others, forecast, share: (counts.peak - others) / forecast })
  if (run.dry) {
    for (let i = 0; i < 2; i++) step().dispose()
    return [{ subject, by, figures: memory() }]
  }
  const outcome: number[] = []
  for (let i = 0; i < COMPARED; i++) outcome.push(await valueOf(step()))
  const timing = await timed(async () => void (await valueOf(step())), SHORT)
  checkDevice()
  const { dispatches, submits } = counts
  await valueOf(step())
  const asked = { dispatches: counts.dispatches - dispatches, submits: counts.submits - submits }
  const longest = await longestDispatch(async () => void (await valueOf(step())))
  const figures = { ...timing, pictures: (batch * 1000) / timing.ms, ...asked, longest, ...memory() }
  return [{ subject, by, figures, outcome }]
}
