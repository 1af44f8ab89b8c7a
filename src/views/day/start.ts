import { learnWorker, renderWorker } from '../workers.ts'
import { Explaining } from './explaining.svelte.ts'
import { MapChoice } from './map-choice.svelte.ts'

export const mapChoice = new MapChoice(() => localStorage)

export const explainer = (): Explaining =>
  new Explaining({
    explain: (modelId, dayId) => learnWorker().explain(modelId, dayId),
    heat: (dayId, map) => renderWorker().heat(dayId, map),
    address: (blob) => URL.createObjectURL(blob),
    release: (address) => URL.revokeObjectURL(address),
  })
