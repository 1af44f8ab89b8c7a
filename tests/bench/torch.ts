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
}

/** PyTorch's time for the same step on as many threads as there are cores, where Python has it. */
export async function measureTorch({ subject, rival, network, batch, side }: TrainingRun): Promise<Row> {
  const words = [JUDGE, network, `${batch}`, `${side}`, `${availableParallelism()}`]
  try {
    const { stdout } = await promisify(execFile)('python3', words)
    const { version, threads, ms } = JSON.parse(stdout) as TorchTimes
    const timing = timingOf(ms)
    return {
      subject,
      by: `${rival} ${version}, ${threads} threads`,
      figures: { ...timing, pictures: (batch * 1000) / timing.ms },
    }
  } catch {
    return {
      subject,
      by: rival,
      figures: {},
      note: 'did not run: python3 here has no working torch and timm',
    }
  }
}
