import type { DrawnImage, DrawnSpectrogram } from '../../../workers/render-api.ts'
import type { InputChoice } from '../../inputs/encoding.ts'
import { renderWorker } from '../workers.ts'
import { LentPictures } from './lent-pictures.svelte.ts'

const lending = {
  address: (blob: Blob) => URL.createObjectURL(blob),
  release: (address: string) => URL.revokeObjectURL(address),
}

/** Asked by the window, in steps of the day. */
export const spectrograms = (): LentPictures<number, DrawnSpectrogram> =>
  new LentPictures({ draw: (dayId, window) => renderWorker().spectrograms(dayId, window), ...lending })

/** A day as a network is shown it. */
export const networkViews = (): LentPictures<InputChoice, DrawnImage> =>
  new LentPictures({ draw: (dayId, choice) => renderWorker().seen(dayId, choice), ...lending })
