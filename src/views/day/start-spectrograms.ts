import { renderWorker } from '../workers.ts'
import { Spectrograms } from './spectrograms.svelte.ts'

export const spectrograms = (): Spectrograms =>
  new Spectrograms({
    draw: (dayId) => renderWorker().spectrograms(dayId),
    address: (blob) => URL.createObjectURL(blob),
    release: (address) => URL.revokeObjectURL(address),
  })
