import { checkDevice } from '../../src/network/backend.ts'
import type { BlockSize, TrainingStep } from './block.ts'
import { longestDispatch } from './longest-dispatch.ts'
import { PATIENT, timed } from './measure.ts'
import type { BlockRun } from './plan.ts'
import type { Row } from './row.ts'
import { countWebGpu } from './webgpu-count.ts'

/** Steps whose losses are compared between rivals. */
const COMPARED = 3

async function stepOf(rival: BlockRun['rival'], size: BlockSize): Promise<TrainingStep> {
  switch (rival) {
    case 'PixleepFlow':
      return (await import('./block-ours.ts')).ourBlock(size, false)
    case 'PixleepFlow, running statistics too':
      return (await import('./block-ours.ts')).ourBlock(size, true)
    case 'TensorFlow.js':
      return (await import('./block-stock.ts')).stockBlock(size)
    case 'jax-js, jitted':
      return (await import('./block-jax.ts')).jaxBlock(size)
  }
}

/** Counts of one training step in its steady state, its median time, and the most bytes there ever were. */
export async function measureBlock({ subject, rival, size }: BlockRun): Promise<Row[]> {
  const counts = countWebGpu()
  const step = await stepOf(rival, size)
  const outcome: number[] = []
  for (let i = 0; i < COMPARED; i++) outcome.push(await step())
  const timing = await timed(async () => void (await step()), PATIENT)
  // jax-js has a device of its own, which nobody watches.
  if (rival !== 'jax-js, jitted') checkDevice()
  const { dispatches, submits, buffers, bufferBytes, bytesBound } = counts
  await step()
  const figures = {
    dispatches: counts.dispatches - dispatches,
    submits: counts.submits - submits,
    buffers: counts.buffers - buffers,
    bufferBytes: counts.bufferBytes - bufferBytes,
    bytesBound: counts.bytesBound - bytesBound,
    peak: counts.peak,
    ...timing,
    ...(rival.startsWith('PixleepFlow') && { longest: await longestDispatch(step) }),
  }
  return [{ subject, by: rival, figures, outcome }]
}
