import { rowsOf } from '../src/inputs/composite/recommended.ts'
import { logPower } from '../src/inputs/spectrogram/encode.ts'
import { spectrogramPicture } from '../src/inputs/spectrogram/picture.ts'
import { windowed } from '../src/inputs/spectrogram/windows.ts'
import { getDay } from '../src/store/days.ts'
import type { DrawnSpectrogram } from './render-api.ts'
import { toPng } from './to-png.ts'

/** The spectrogram of each channel that a stored day has, in the order of its picture's rows. */
export async function drawnSpectrograms(dayId: string, window: number): Promise<DrawnSpectrogram[]> {
  const day = await getDay(dayId)
  if (!day) return []
  const options = windowed(day.rate, window)
  const drawn: DrawnSpectrogram[] = []
  for (const channel of rowsOf(day)) {
    const values = day.channels.get(channel)
    if (!values) continue
    const spectrogram = logPower(values, options)
    const png = await toPng(spectrogramPicture(spectrogram), spectrogram.frames, spectrogram.bins)
    drawn.push({ channel, png, seconds: options.window / day.rate, shortest: 2 / day.rate })
  }
  return drawn
}
