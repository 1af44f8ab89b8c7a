import FFT from 'fft.js'

/** In steps of the signal. */
export interface StftOptions {
  /** A power of two. */
  readonly window: number
  /** From one frame's centre to the next. */
  readonly hop: number
}

/** A value for each frame and frequency; bin k stands for k cycles a window. */
export interface Spectrogram {
  readonly frames: number
  /** window / 2 + 1. */
  readonly bins: number
  /** [frames, bins] */
  readonly values: Float32Array
}

/** Frames of a signal: one at every hop, the first centred on the first step. */
export const framesOf = (steps: number, { hop }: StftOptions): number => Math.floor(steps / hop) + 1

export const binsOf = ({ window }: StftOptions): number => window / 2 + 1

/**
 * Short-time Fourier transform, magnitudes: a periodic Hann window, frames centred on every hop-th step, the signal
 * mirrored at its ends (`torch.stft` with `center=True`, `pad_mode='reflect'`).
 * @param signal no NaN
 * @throws RangeError when the window is no power of two, the hop no whole number above 0, or the signal is too short to
 * be mirrored
 */
export function stft(signal: Float32Array, options: StftOptions): Spectrogram {
  const { window, hop } = options
  if (!Number.isInteger(Math.log2(window)) || window < 2)
    throw new RangeError(`A window of ${window} steps is no power of two`)
  if (!Number.isSafeInteger(hop) || hop < 1) throw new RangeError(`A hop of ${hop} steps`)
  const half = window / 2
  const steps = signal.length
  if (steps <= half) throw new RangeError(`${steps} steps are too few for a window of ${window}`)
  const frames = framesOf(steps, options)
  const bins = binsOf(options)
  const weights = hann(window)
  const transform = new FFT(window)
  const part = new Float64Array(window)
  const spectrum = new Float64Array(2 * window)
  const values = new Float32Array(frames * bins)
  for (let frame = 0; frame < frames; frame++) {
    const first = frame * hop - half
    for (let i = 0; i < window; i++)
      part[i] = (signal[mirrored(first + i, steps)] as number) * (weights[i] as number)
    transform.realTransform(spectrum, part)
    for (let bin = 0; bin < bins; bin++)
      values[frame * bins + bin] = Math.hypot(spectrum[2 * bin] as number, spectrum[2 * bin + 1] as number)
  }
  return { frames, bins, values }
}

/** Periodic: one period is the window itself, as for analysis, and as torch has it. */
export const hann = (window: number): Float64Array =>
  Float64Array.from({ length: window }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / window))

/** Reflection about the first and the last step, neither of them twice. */
const mirrored = (at: number, steps: number): number => {
  const right = Math.abs(at)
  return right < steps ? right : 2 * (steps - 1) - right
}
