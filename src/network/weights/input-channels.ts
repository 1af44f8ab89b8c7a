import type { StoredTensor } from './safetensors.ts'

const COLOURS = 3

/** Whether the rule says anything of a first convolution of this shape. */
export const canAdaptInput = (shape: readonly number[], channels: number): boolean => {
  const [, into = 0] = shape
  return shape.length === 4 && (channels === 1 ? into <= COLOURS : into === COLOURS)
}

/**
 * A first convolution for another number of input channels, by timm's rule (`adapt_input_conv`): for one
 * channel the sum over the file's channels; for any other number the three colours repeated as often as
 * needed, cut off, and scaled by 3 / channels, so that the sum over channels stays what it was for grey input.
 * @param stored shape [out, in, height, width], for which `canAdaptInput` holds
 * @returns the values of [out, channels, height, width]
 */
export function adaptInputChannels({ shape, values }: StoredTensor, channels: number): Float32Array {
  const [out = 0, into = 0, height = 0, width = 0] = shape
  const taps = height * width
  const adapted = new Float32Array(out * channels * taps)
  // PyTorch multiplies by the factor in single precision.
  const scale = Math.fround(COLOURS / channels)
  for (let o = 0; o < out; o++)
    for (let tap = 0; tap < taps; tap++) {
      const at = (channel: number): number => values[(o * into + channel) * taps + tap] ?? NaN
      if (channels === 1) for (let i = 0; i < into; i++) adapted[o * taps + tap]! += at(i)
      else
        for (let c = 0; c < channels; c++) adapted[(o * channels + c) * taps + tap] = at(c % COLOURS) * scale
    }
  return adapted
}
