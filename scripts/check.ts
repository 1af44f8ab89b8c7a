import process from 'node:process'
import { CHECKS, UNIT_TESTS } from './check-jobs.ts'
import { helpIfAsked } from './help.ts'
import { runJobs } from './parallel.ts'

helpIfAsked(`
npm run check

Formatting, lint (import directions between folders included), types and unit tests, in about a minute.
`)

const passed = await runJobs([UNIT_TESTS, ...CHECKS], 2)
process.exit(passed ? 0 : 1)
