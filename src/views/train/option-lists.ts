import type { NetworkName } from '../../network/design.ts'
import type { ScheduleChoice } from '../../training/schedules.ts'

/** Names as papers write them; the same in every language. */
export const NETWORK_NAMES: Readonly<Record<NetworkName, string>> = {
  seresnext_mini: 'SE-ResNeXt mini',
  seresnext_tiny: 'SE-ResNeXt tiny',
  seresnext26_32x4d: 'SE-ResNeXt-26 32×4d',
  seresnext50_32x4d: 'SE-ResNeXt-50 32×4d',
  seresnext101_32x4d: 'SE-ResNeXt-101 32×4d',
  resnext101_32x4d: 'ResNeXt-101 32×4d',
  resnext101_32x8d: 'ResNeXt-101 32×8d',
  resnext101_32x16d: 'ResNeXt-101 32×16d',
  resnext101_32x32d: 'ResNeXt-101 32×32d',
  resnet1d_mini: '1-D ResNet mini',
  resnet1d: '1-D ResNet-18',
  spectrogram_resnet1d_mini: '1-D ResNets mini, one a channel',
  spectrogram_resnet1d: '1-D ResNets-18, one a channel',
}

/** Pixels; the stored pictures have 224. */
export const SIDES = [64, 112, 160, 224] as const
export const BATCHES = [1, 2, 4, 8, 16, 32] as const
export const EPOCHS = [3, 5, 10, 20, 50, 100, 200, 500] as const
/** How the learning rate may go; those of the paper and its notebooks among them. */
export const SCHEDULES: readonly ScheduleChoice[] = [
  { kind: 'constant' },
  { kind: 'cosine', period: 'whole' },
  { kind: 'cosine', period: 200 },
  { kind: 'restarts', first: 50, growth: 1, lowest: 0 },
  { kind: 'restarts', first: 50, growth: 1, lowest: 7e-5 },
]
