import { learnWorker, renderWorker } from '../workers.ts'
import { Explaining } from './explaining.svelte.ts'

export const explainer = (): Explaining =>
  new Explaining({
    explain: (modelId, dayId, label) => learnWorker().explain(modelId, dayId, label),
    heat: (map, side) => renderWorker().heat(map, side),
    address: (blob) => URL.createObjectURL(blob),
    release: (address) => URL.revokeObjectURL(address),
  })
