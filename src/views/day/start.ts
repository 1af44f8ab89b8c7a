import type { ExplainedNetwork, OnProgress, Pointed } from '../../../workers/learn-explain-api.ts'
import type { Label } from '../../lifelog/labels.ts'
import type { Explanation, HeatMap } from '../../saliency/explanation.ts'
import type { MapKind } from '../../saliency/kind-names.ts'
import type { Occlusion } from '../../saliency/occlusion.ts'
import type { Ranking } from '../../saliency/ranking.ts'
import type { Trust } from '../../saliency/trust.ts'
import { library } from '../library/library.svelte.ts'
import { callback, learnWorker, renderWorker } from '../workers.ts'
import { Editing } from './editing.svelte.ts'
import { Explaining } from './explaining.svelte.ts'
import { FoldChoice } from './fold-choice.svelte.ts'
import { MapChoice } from './map-choice.svelte.ts'

export const mapChoice = new MapChoice(() => localStorage)
export const foldChoice = new FoldChoice()

const network = (modelId: string): ExplainedNetwork => foldChoice.networkOf(modelId, library.model)

const lending = {
  address: (blob: Blob) => URL.createObjectURL(blob),
  release: (address: string) => URL.revokeObjectURL(address),
}

/** Changes one day by hand. */
export const editor = (modelId: string, dayId: string, label: Label, kind: MapKind): Editing =>
  new Editing(
    {
      answer: (edits, of) => learnWorker().answerEdited(network(modelId), dayId, edits, of),
      draw: (edits) => renderWorker().edited(dayId, edits),
      heat: (map) => renderWorker().heat(dayId, map),
      ...lending,
    },
    label,
    kind,
  )

export const explainer = (): Explaining =>
  new Explaining({
    explain: (modelId, dayId) => learnWorker().explain(network(modelId), dayId),
    heat: (dayId, map) => renderWorker().heat(dayId, map),
    ...lending,
    now: () => performance.now(),
  })

/** A map as a transparent picture. */
export const drawnHeat = (dayId: string, map: HeatMap): Promise<Blob> => renderWorker().heat(dayId, map)

/** What a network answers without each part of a day. */
export const occlusion = (modelId: string, dayId: string, told: OnProgress): Promise<Occlusion | null> =>
  learnWorker().occlude(network(modelId), dayId, callback(told))

export const trust = (
  { modelId, dayId, label }: Explanation,
  kind: MapKind,
  told: OnProgress,
): Promise<Trust | null> => learnWorker().trust(network(modelId), dayId, label, kind, callback(told))

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
