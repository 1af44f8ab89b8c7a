import type { Rate } from '../../lifelog/day.ts'
import { binsOf, framesOf, hann, stft, type Spectrogram, type StftOptions } from './stft.ts'
import { spectrogramDefaults } from './windows.ts'

export { spectrogramDefaults }

/**
 * Added to every power before the logarithm, in squared units of the channel: below it is rounding, or a sensor that
 * stands still, whose logarithm would be the largest number of all.
 */
const FLOOR = 1e-6

/**
 * Log power of one channel: ln(|STFT|² / Σ window² + 1e-6), so that noise of variance v has the power v in every bin.
 * The mean of what is known is taken away first, and what is unknown is 0, the mean; frames whose window holds nothing
 * known are NaN.
 * @param values a day of one channel, NaN where unknown; undefined where the day lacks it
 * @throws RangeError see `stft`
 */
export function logPower(values: Float32Array, options: StftOptions): Spectrogram {
  const centred = aboutMean(values)
  const { frames, bins, values: magnitudes } = stft(centred, options)
  const energy = hann(options.window).reduce((sum, weight) => sum + weight * weight, 0)
  const powers = magnitudes.map((magnitude) => Math.log(magnitude ** 2 / energy + FLOOR))
  const half = options.window / 2
  const known = knownBefore(values)
  const at = (step: number): number => known[Math.min(values.length, Math.max(0, step))] as number
  for (let frame = 0; frame < frames; frame++) {
    const centre = frame * options.hop
    if (at(centre + half) === at(centre - half)) powers.fill(NaN, frame * bins, (frame + 1) * bins)
  }
  return { frames, bins, values: powers }
}

function aboutMean(values: Float32Array): Float32Array {
  let sum = 0
  let count = 0
  for (const value of values)
    if (value === value) {
      sum += value
      count++
    }
  const mean = count > 0 ? sum / count : 0
  return values.map((value) => (value === value ? value - mean : 0))
}

/** How many known steps lie before each step. [steps + 1] */
function knownBefore(values: Float32Array): Uint32Array {
  const counts = new Uint32Array(values.length + 1)
  for (let i = 0; i < values.length; i++)
    counts[i + 1] = (counts[i] as number) + (values[i] === values[i] ? 1 : 0)
  return counts
}

/** A day's channels, as the branches of a network want them. */
export interface DaySpectrogram {
  readonly frames: number
  /** Of one channel. */
  readonly bins: number
  /** [frames, channels × bins]: in a frame all bins of the first channel, then those of the second. */
  readonly values: Float32Array
}

/**
 * The log power of every channel side by side; NaN where a channel is unknown throughout a window.
 * @param channels a day each, all of one length; undefined where the day lacks it
 * @throws RangeError when the lengths differ, or none is there; see also `stft`
 */
export function spectrogramOf(
  channels: readonly (Float32Array | undefined)[],
  rate: Rate,
  options: StftOptions = spectrogramDefaults(rate),
): DaySpectrogram {
  const steps = channels.find((values) => values)?.length
  if (steps === undefined) throw new RangeError('A spectrogram of no channels')
  const [frames, bins] = [framesOf(steps, options), binsOf(options)]
  const width = channels.length * bins
  const together = new Float32Array(frames * width).fill(NaN)
  channels.forEach((values, channel) => {
    if (!values) return
    if (values.length !== steps) throw new RangeError(`Channels of ${steps} and of ${values.length} steps`)
    const own = logPower(values, options).values
    for (let frame = 0; frame < frames; frame++)
      together.set(own.subarray(frame * bins, (frame + 1) * bins), frame * width + channel * bins)
  })
  return { frames, bins, values: together }
}
