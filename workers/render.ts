import * as Comlink from 'comlink'
import { areaAverage } from '../src/inputs/composite/area.ts'
import { drawDay } from '../src/inputs/composite/recommended.ts'
import { INPUT_SIDE } from '../src/inputs/composite/stored.ts'
import { getDay } from '../src/store/days.ts'
import { daysWithPicture, putPicture } from '../src/store/pictures.ts'
import type { RenderApi } from './render-api.ts'
import { drawnEdited, greyToRgba } from './render-edited.ts'
import { drawnHeat } from './render-heat.ts'
import { drawnAsSeen } from './render-seen.ts'
import { drawnSpectrograms } from './render-spectrograms.ts'
import { showAlive } from './alive.ts'
import { toPng } from './to-png.ts'

let drawing = new AbortController()

const api: RenderApi = {
  async render(dayIds, onProgress) {
    drawing = new AbortController()
    const { signal } = drawing
    const there = await daysWithPicture()
    const missing = dayIds.filter((id) => !there.has(id))
    onProgress(0, missing.length)
    for (const [i, id] of missing.entries()) {
      // Cancelling comes as a message: it is heard while a day is read or a picture stored.
      if (signal.aborted) break
      const day = await getDay(id)
      if (day) {
        const { width, height, rows, pixels } = drawDay(day)
        const png = await toPng(greyToRgba(pixels), width, height)
        const input = areaAverage(pixels, width, height, INPUT_SIDE)
        await putPicture({ dayId: id, preset: 'recommended', width, height, rows, png, input })
      }
      onProgress(i + 1, missing.length)
    }
  },

  cancel: () => drawing.abort(),

  heat: drawnHeat,

  edited: drawnEdited,

  spectrograms: drawnSpectrograms,

  seen: drawnAsSeen,
}

Comlink.expose(api)
showAlive()
