import { heatColour } from '../composite/heat.ts'
import type { Spectrogram } from './stft.ts'

/** Shares of the values that are darker than black and lighter than the brightest. */
const DARKEST = 0.02
const BRIGHTEST = 0.98

/**
 * A spectrogram for people: time from left to right, low frequencies at the bottom, a pixel a frame and bin. Frames in
 * which nothing is known are transparent.
 * @returns RGBA, shape [bins, frames, 4]
 */
export function spectrogramPicture(
  { frames, bins, values }: Spectrogram,
  colours: 'grey' | 'inferno' = 'inferno',
): Uint8ClampedArray<ArrayBuffer> {
  const sorted = values.filter((value) => value === value).sort()
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN
  const low = quantile(DARKEST)
  const range = quantile(BRIGHTEST) - low
  const pixels = new Uint8ClampedArray(4 * frames * bins)
  for (let frame = 0; frame < frames; frame++)
    for (let bin = 0; bin < bins; bin++) {
      const value = values[frame * bins + bin] as number
      if (value !== value) continue
      const share = range > 0 ? Math.min(1, Math.max(0, (value - low) / range)) : 0
      pixels.set(colourOf(share, colours), 4 * ((bins - 1 - bin) * frames + frame))
    }
  return pixels
}

function colourOf(share: number, colours: 'grey' | 'inferno'): number[] {
  if (colours === 'grey') return [255 * share, 255 * share, 255 * share, 255]
  const [red, green, blue] = heatColour(share)
  return [red, green, blue, 255]
}
