import { freeSeed, nameOf } from '../../simulate/names.ts'
import { ingest } from '../ingest/start.ts'
import { library } from '../library/library.svelte.ts'
import { go } from '../route.svelte.ts'
import { fetchShipped, FIRST_MODEL } from '../shipped-models.ts'
import { learnWorker } from '../workers.ts'
import { FirstAnswer } from './first-answer.svelte.ts'

/** Seeds from here on made nobody that the network has learnt from. */
const UNSEEN = 1001

/** One of the answers must be open, so that its heat shows. */
const FIRST_LABEL = 'Q3'

export const firstAnswer = new FirstAnswer({
  async simulate() {
    const seed = freeSeed(
      library.days.map(({ participant }) => participant),
      UNSEEN,
    )
    await ingest.simulate({ seed, days: 1 })
    ingest.dismiss()
    return library.days.find(({ participant }) => participant === nameOf(seed))?.id ?? null
  },
  fetchModel: () => fetchShipped(FIRST_MODEL),
  openModel: (file) => learnWorker().openModel(file),
  changed: () => library.load(),
  show: (dayId) => go({ screen: 'day', dayId, label: FIRST_LABEL }),
})
