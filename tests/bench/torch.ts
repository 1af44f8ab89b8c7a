import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { timingOf } from './measure.ts'
import type { TrainingRun } from './plan.ts'
import type { Row } from './row.ts'

const JUDGE = fileURLToPath(new URL('../../scripts/judges/torch_step.py', import.meta.url))

interface TorchTimes {
  readonly version: string
  readonly threads: number
  readonly ms: readonly number[]
  /** The graphics card's name; null on the processor. */
  readonly card: string | null
}

/**
 * PyTorch's time for the same step, where Python has it: on as many threads as there are cores, or on the graphics
 * card, in float32 with TF32 off and on.
 */
export async function measureTorch(run: TrainingRun): Promise<Row[]> {
  if (run.backend !== 'webgpu') return [await onDevice(run, 'cpu', false)]
  return [await onDevice(run, 'cuda', false), await onDevice(run, 'cuda', true)]
}

async function onDevice(
  { subject, rival, network, batch, side }: TrainingRun,
  device: 'cpu' | 'cuda',
  tf32: boolean,
): Promise<Row> {
  const words = [
    JUDGE,
    network,
    `${batch}`,
    `${side}`,
    `${availableParallelism()}`,
    device,
    tf32 ? 'tf32' : 'float32',
  ]
  try {
    const { stdout } = await promisify(execFile)('python3', words)
    const { version, threads, ms, card } = JSON.parse(stdout) as TorchTimes
    const timing = timingOf(ms)
    const place = card ? `${card}, TF32 ${tf32 ? 'on' : 'off'}` : `${threads} threads`
    return {
      subject,
      by: `${rival} ${version}, ${place}`,
      figures: { ...timing, pictures: (batch * 1000) / timing.ms },
    }
  } catch {
    const wanted = device === 'cuda' ? 'torch with CUDA, and timm' : 'torch and timm'
    return { subject, by: rival, figures: {}, note: `did not run: python3 here has no working ${wanted}` }
  }
}
