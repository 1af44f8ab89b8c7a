import { adapterOf } from './adapter.ts'
import { messageOf } from './measure.ts'
import {
  block,
  convolutions,
  gpuHeavy,
  gpuMemory,
  gpuTraining,
  inferences,
  memory,
  PLAN,
  training,
  type CaseName,
} from './plan.ts'
import type { Machine, Row } from './row.ts'

declare global {
  /** Measures one run of the plan; a run that fails says so in its row. */
  var measureRun: (name: CaseName, index: number) => Promise<Row[]>
  var describePage: () => Promise<Pick<Machine, 'adapter' | 'software' | 'isolated'>>
}

async function measured(name: CaseName, index: number): Promise<Row[]> {
  switch (name) {
    case 'block':
      return (await import('./measure-block.ts')).measureBlock(at(block.runs, index))
    case 'convolutions':
      return (await import('./measure-convolutions.ts')).measureConvolutions(at(convolutions.runs, index))
    case 'inference':
      return (await import('./measure-inference.ts')).measureInference(at(inferences.runs, index))
    case 'training':
      return (await import('./measure-training.ts')).measureTraining(at(training.runs, index), true)
    case 'memory':
      return (await import('./measure-training.ts')).measureTraining(at(memory.runs, index), false)
    case 'gpu-training':
      return (await import('./measure-gpu-training.ts')).measureGpuTraining(at(gpuTraining.runs, index))
    case 'gpu-memory':
      return (await import('./measure-gpu-training.ts')).measureGpuTraining(at(gpuMemory.runs, index))
    case 'gpu-heavy':
      return (await import('./measure-gpu-training.ts')).measureGpuTraining(at(gpuHeavy.runs, index))
  }
}

function at<T>(runs: readonly T[], index: number): T {
  const run = runs[index]
  if (run === undefined) throw new RangeError(`the plan has no run ${index}`)
  return run
}

globalThis.measureRun = async (name, index) => {
  try {
    return await measured(name, index)
  } catch (error) {
    const { subject, rival } = at<{ subject: string; rival: string }>(
      PLAN.find((one) => one.name === name)?.runs ?? [],
      index,
    )
    return [{ subject, by: rival, figures: {}, note: `did not run: ${messageOf(error)}` }]
  }
}

globalThis.describePage = async () => {
  return { ...(await adapterOf()), isolated: crossOriginIsolated }
}
