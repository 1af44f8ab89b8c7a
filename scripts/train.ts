import process from 'node:process'
import { helpIfAsked } from './help.ts'
import { collectJob } from './train/collect-job.ts'
import { foldJob } from './train/fold-job.ts'
import { gridJob } from './train/grid-job.ts'
import { keepDays } from './train/kept-days.ts'
import { madeReady } from './train/make-ready.ts'
import { startNodeBackend } from './train/node-backend.ts'
import { readOptions, USAGE, type TrainOptions } from './train/options.ts'

/** `npm run train`: the app's training on the command line. Progress goes to stderr, tables to stdout. */

helpIfAsked(USAGE)
const options = optionsOrEnd()
try {
  await job(options)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function job(options: TrainOptions): Promise<void> {
  if (options.collect.length > 0) return collectJob(options.collect, options.out)
  const device = await startNodeBackend()
  const ready = await madeReady(options, device.backend)
  if (options.keep) return keepDays(options.keep, ready)
  if (!options.folded) return gridJob(options, ready, device)
  const experiments = await foldJob(options, ready, device)
  if (options.folded.fold === null) for (const folder of experiments) collectJob([folder], folder)
}

function optionsOrEnd(): TrainOptions {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : ''}\n\n${USAGE.trim()}`)
    process.exit(2)
  }
}
