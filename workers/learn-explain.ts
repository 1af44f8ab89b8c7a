import type { EncodedDay } from '../src/inputs/encoding.ts'
import { explainAll } from '../src/saliency/explain.ts'
import { Hiding } from '../src/saliency/hiding.ts'
import { occlude } from '../src/saliency/occlusion.ts'
import { answersOf } from '../src/saliency/answers.ts'
import { trustIn } from '../src/saliency/trust.ts'
import { getSummary } from '../src/store/days.ts'
import { Gate, Stopped } from '../src/training/gate.ts'
import { encodedDay } from './learn-days.ts'
import type { ExplainApi, ExplainedNetwork } from './learn-explain-api.ts'
import { answerEdited } from './learn-explain-edited.ts'
import { pointedAt } from './learn-explain-pointed.ts'
import { rankingsOf } from './learn-explain-ranking.ts'
import { loadModel, type LoadedModel } from './learn-models.ts'

/** Of an ensemble the network that was asked for, else the one that has not seen the day. */
export async function networkFor({ modelId, fold }: ExplainedNetwork, dayId: string): Promise<LoadedModel> {
  const loaded = await loadModel(modelId, fold)
  const unseenBy = loaded.card.ensemble?.heldOutIn.find(([id]) => id === dayId)?.[1]
  return fold === undefined && unseenBy !== undefined ? loadModel(modelId, unseenBy) : loaded
}

/** A stored day as a stored model sees it. @throws Error where there is no such day, or it is too coarse */
async function shownTo(
  network: ExplainedNetwork,
  dayId: string,
): Promise<{ loaded: LoadedModel; encoded: EncodedDay }> {
  const loaded = await networkFor(network, dayId)
  const summary = await getSummary(dayId)
  const encoded = summary && (await encodedDay(summary, loaded.card.encoding))
  if (!encoded) throw new Error(`${dayId} can't be shown to this model: it wants seconds`)
  return { loaded, encoded }
}

let gate = new Gate()

/** One long work at a time: a new one ends the one before. Null where it was ended. */
async function longWork<T>(work: (passed: () => Promise<void>) => Promise<T>): Promise<T | null> {
  gate.stop()
  const own = (gate = new Gate())
  try {
    return await work(() => own.passed())
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}

/** @param device starts the backend, where it has not been started */
export const explainApi = (device: () => Promise<unknown>): ExplainApi => ({
  async explain(network, dayId) {
    await device()
    const { loaded, encoded } = await shownTo(network, dayId)
    const found = await explainAll(loaded.model, encoded)
    return found.map((one) => ({ modelId: loaded.card.id, dayId, ...one }))
  },

  async occlude(network, dayId, onProgress) {
    await device()
    const { loaded, encoded } = await shownTo(network, dayId)
    const hiding = new Hiding(encoded, loaded.card.encoding)
    return longWork((passed) =>
      occlude(hiding, answersOf(loaded.model), (done, total) => (onProgress(done, total), passed())),
    )
  },

  async trust(network, dayId, label, kind, onProgress) {
    await device()
    const { loaded, encoded } = await shownTo(network, dayId)
    return longWork((passed) =>
      trustIn(loaded.model, encoded, label, kind, (done, total) => (onProgress(done, total), passed())),
    )
  },

  pointed: pointedAt,

  async rank(network, dayIds, kind, onProgress) {
    await device()
    return longWork((passed) =>
      rankingsOf(
        dayIds,
        kind,
        async (dayId) => {
          const { loaded, encoded } = await shownTo(network, dayId)
          return explainAll(loaded.model, encoded)
        },
        (done, total) => (onProgress(done, total), passed()),
      ),
    )
  },

  cancelExplaining: () => gate.stop(),

  async answerEdited(network, dayId, edits, label) {
    await device()
    return answerEdited(await networkFor(network, dayId), dayId, edits, label)
  },
})
