import { deleteEverything } from '../../store/database.ts'
import { forgetMapChoice } from '../day/map-choice.svelte.ts'
import { forgetMappings } from '../ingest/mappings.ts'
import { ingest } from '../ingest/start.ts'
import { library } from '../library/library.svelte.ts'
import { go } from '../route.svelte.ts'

/** Empties the store, then shows the first screen as on the first day. */
export async function forgetEverything(): Promise<void> {
  ingest.cancel()
  await deleteEverything()
  forgetMappings()
  forgetMapChoice()
  await library.load()
  ingest.dismiss()
  go({ screen: 'home' })
}
