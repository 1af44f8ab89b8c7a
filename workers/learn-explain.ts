import type { EncodedDay } from '../src/inputs/encoding.ts'
import { explainAll } from '../src/saliency/explain.ts'
import { getSummary } from '../src/store/days.ts'
import { encodedDay } from './learn-days.ts'
import type { ExplainApi } from './learn-explain-api.ts'
import { loadModel, type LoadedModel } from './learn-models.ts'

/** A stored day as a stored model sees it. @throws Error where there is no such day, or it is too coarse */
export async function shownTo(
  modelId: string,
  dayId: string,
): Promise<{ loaded: LoadedModel; encoded: EncodedDay }> {
  const loaded = await loadModel(modelId)
  const summary = await getSummary(dayId)
  const encoded = summary && (await encodedDay(summary, loaded.card.encoding))
  if (!encoded) throw new Error(`${dayId} can't be shown to this model: it wants seconds`)
  return { loaded, encoded }
}

/** @param device starts the backend, where it has not been started */
export const explainApi = (device: () => Promise<unknown>): ExplainApi => ({
  async explain(modelId, dayId) {
    await device()
    const { loaded, encoded } = await shownTo(modelId, dayId)
    const found = await explainAll(loaded.model, encoded)
    return found.map((one) => ({ modelId, dayId, ...one }))
  },
})
