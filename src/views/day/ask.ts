import { library } from '../library/library.svelte.ts'
import { learnWorker } from '../workers.ts'

/** Has a model answer for every stored day that it can be asked about. */
export async function ask(modelId: string): Promise<void> {
  await learnWorker().predict(modelId)
  await library.load()
}
