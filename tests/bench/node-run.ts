import process from 'node:process'
import { webGpuIntoNode } from '../../scripts/webgpu-package.ts'
import { messageOf } from './measure.ts'
import { measureBlock } from './measure-block.ts'
import { measureGpuTraining } from './measure-gpu-training.ts'
import { block, gpuHeavy, gpuMemory, gpuTraining, type CaseName } from './plan.ts'
import { adapterOf } from './adapter.ts'
import type { NodeReport } from './node.ts'
import type { Row } from './row.ts'

/** One run of the plan under Node, in a process of its own: `node-run.ts CASE INDEX`; prints a `NodeReport`. */

async function measured(name: CaseName, index: number): Promise<Row[]> {
  const training = { 'gpu-training': gpuTraining, 'gpu-memory': gpuMemory, 'gpu-heavy': gpuHeavy }
  const at = <T>(runs: readonly T[]): T => runs[index] as T
  if (name === 'block') return measureBlock(at(block.runs))
  if (name in training) return measureGpuTraining(at(training[name as keyof typeof training].runs))
  throw new Error(`${name} is measured in a browser`)
}

await webGpuIntoNode()

const [name, index] = process.argv.slice(2)
const report: NodeReport = await measured(name as CaseName, Number(index)).then(
  async (rows) => ({ rows, ...(await adapterOf()) }),
  async (error: unknown) => ({ rows: [], error: messageOf(error), ...(await adapterOf()) }),
)
process.stdout.write(`\n${JSON.stringify(report)}\n`, () => process.exit(0))
