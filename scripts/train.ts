import process from 'node:process'
import { helpIfAsked } from './help.ts'
import { askedGrid } from './train/asked-grid.ts'
import { collectJob } from './train/collect-job.ts'
import { foldJob } from './train/fold-job.ts'
import { gridJob } from './train/grid-job.ts'
import { keepDays, madeReady } from './train/make-ready.ts'
import { startNodeBackend } from './train/node-backend.ts'
import { readOptions, type TrainOptions } from './train/options.ts'
import { tablesJob } from './train/tables-job.ts'
import { USAGE } from './train/usage.ts'

/** `npm run train`: the app's training on the command line. Progress goes to stderr, tables to stdout. */

helpIfAsked(USAGE)
const options = optionsOrEnd()
try {
  await job(options)
  // The graphics card's threads would keep the process.
  if (options.backend === 'webgpu') process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function job(options: TrainOptions): Promise<void> {
  const { collect, keep, folded, tables, out } = options
  if (collect.length > 0) return collectJob(collect, out)
  const device = await startNodeBackend(options.backend)
  const grid = askedGrid(options, device.backend)
  if (keep) return keepDays(keep, options, grid)
  const ready = await madeReady(options, grid)
  if (!folded) return gridJob(options, ready, device)
  const cells = await foldJob(options, ready, device)
  if (folded.fold !== null) return
  if (tables.length > 0 && out) return tablesJob(cells, tables, out)
  for (const { root, wanted } of cells) if (wanted) collectJob([root], root)
}

function optionsOrEnd(): TrainOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : ''}\n\n${USAGE.trim()}`)
    process.exit(2)
  }
}
