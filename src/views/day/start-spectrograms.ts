import { renderWorker } from '../workers.ts'
import { Spectrograms } from './spectrograms.svelte.ts'

export const spectrograms = (): Spectrograms =>
  new Spectrograms({
    draw: (dayId, window) => renderWorker().spectrograms(dayId, window),
    address: (blob) => URL.createObjectURL(blob),
    release: (address) => URL.revokeObjectURL(address),
  })
