import type { OnProgress, Pointed } from '../../../workers/learn-explain-api.ts'
import type { Explanation } from '../../saliency/explanation.ts'
import type { MapKind } from '../../saliency/kind-names.ts'
import type { Occlusion } from '../../saliency/occlusion.ts'
import type { Ranking } from '../../saliency/ranking.ts'
import type { Trust } from '../../saliency/trust.ts'
import { callback, learnWorker, renderWorker } from '../workers.ts'
import { Explaining } from './explaining.svelte.ts'
import { MapChoice } from './map-choice.svelte.ts'

export const mapChoice = new MapChoice(() => localStorage)

export const explainer = (): Explaining =>
  new Explaining({
    explain: (modelId, dayId) => learnWorker().explain({ modelId }, dayId),
    heat: (dayId, map) => renderWorker().heat(dayId, map),
    address: (blob) => URL.createObjectURL(blob),
    release: (address) => URL.revokeObjectURL(address),
    now: () => performance.now(),
  })

/** What a network answers without each part of a day. */
export const occlusion = (modelId: string, dayId: string, told: OnProgress): Promise<Occlusion | null> =>
  learnWorker().occlude({ modelId }, dayId, callback(told))

export const trust = (
  { modelId, dayId, label }: Explanation,
  kind: MapKind,
  told: OnProgress,
): Promise<Trust | null> => learnWorker().trust({ modelId }, dayId, label, kind, callback(told))

export const pointed = (explanation: Explanation): Promise<Pointed | null> =>
  learnWorker().pointed(explanation)

export const rank = (
  modelId: string,
  dayIds: readonly string[],
  kind: MapKind,
  told: OnProgress,
): Promise<Ranking[] | null> => learnWorker().rank({ modelId }, dayIds, kind, callback(told))

/** Ends the long work of explaining that is under way. */
export const cancelWork = (): void => void learnWorker().cancelExplaining()
