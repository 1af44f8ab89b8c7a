import { stft } from '../../src/inputs/spectrogram/stft.ts'
import type { SafetensorsFile } from '../../src/network/weights/safetensors.ts'
import { judged, relativeError, type Quantity } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

/** Magnitudes against `torch.stft`. The file's are [bins, frames]; window and hop follow from its shapes. */
export function* judgeStft(file: string, { tensors }: SafetensorsFile): Generator<Quantity> {
  const signal = tensors.get('signal')?.values ?? new Float32Array()
  const theirs = tensors.get('magnitude')
  const [bins = 0, frames = 0] = theirs?.shape ?? []
  const found = stft(signal, { window: 2 * (bins - 1), hop: Math.floor(signal.length / (frames - 1)) })
  const ours = new Float32Array(found.values.length)
  for (let frame = 0; frame < found.frames; frame++)
    for (let bin = 0; bin < found.bins; bin++)
      ours[bin * found.frames + frame] = found.values[frame * found.bins + bin] ?? NaN
  yield judged(file, 'magnitude', relativeError(ours, theirs?.values ?? []), TOLERANCE.stft)
}
