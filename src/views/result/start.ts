import { learnWorker } from '../workers.ts'
import { ShownResult } from './result.svelte.ts'

export const shownResult = (): ShownResult =>
  new ShownResult({ results: (experiment, cell) => learnWorker().results(experiment, cell) })
