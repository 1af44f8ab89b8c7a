/**
 * The ResNeXt family as timm builds it (`timm.models.resnet`, bottleneck blocks), described by numbers alone.
 */

export interface Architecture {
  readonly name: string
  /** Bottlenecks in each of the four stages. */
  readonly blocks: readonly [number, number, number, number]
  /** Planes of each stage; a bottleneck puts out four times as many channels. */
  readonly planes: readonly [number, number, number, number]
  /** Groups of the 3×3 convolution. */
  readonly cardinality: number
  /** Channels a group has for every 64 planes. */
  readonly baseWidth: number
  /** Whether each bottleneck ends in a squeeze-and-excitation gate. */
  readonly squeezeExcite: boolean
  /** Side of the stem's output channels: 64 throughout the family. */
  readonly stem: number
}

const PLANES = [64, 128, 256, 512] as const
const BOTTLENECK_EXPANSION = 4

const resnext = (
  name: string,
  blocks: Architecture['blocks'],
  cardinality: number,
  baseWidth: number,
  squeezeExcite: boolean,
  planes: Architecture['planes'] = PLANES,
): Architecture => ({ name, blocks, planes, cardinality, baseWidth, squeezeExcite, stem: 64 })

export const ARCHITECTURES = {
  seresnext_tiny: resnext('seresnext_tiny', [1, 1, 1, 1], 32, 4, true),
  seresnext_mini: resnext('seresnext_mini', [1, 1, 1, 1], 32, 4, true, [32, 64, 128, 256]),
  seresnext26_32x4d: resnext('seresnext26_32x4d', [2, 2, 2, 2], 32, 4, true),
  seresnext50_32x4d: resnext('seresnext50_32x4d', [3, 4, 6, 3], 32, 4, true),
  seresnext101_32x4d: resnext('seresnext101_32x4d', [3, 4, 23, 3], 32, 4, true),
  resnext101_32x4d: resnext('resnext101_32x4d', [3, 4, 23, 3], 32, 4, false),
  resnext101_32x8d: resnext('resnext101_32x8d', [3, 4, 23, 3], 32, 8, false),
  resnext101_32x16d: resnext('resnext101_32x16d', [3, 4, 23, 3], 32, 16, false),
  resnext101_32x32d: resnext('resnext101_32x32d', [3, 4, 23, 3], 32, 32, false),
} as const satisfies Record<string, Architecture>

export type ArchitectureName = keyof typeof ARCHITECTURES

/** One bottleneck, with timm's name for it. */
export interface Bottleneck {
  /** For example `layer3.0`. */
  readonly name: string
  readonly stage: 1 | 2 | 3 | 4
  readonly inputChannels: number
  /** Channels of the grouped 3×3 convolution. */
  readonly width: number
  readonly outputChannels: number
  /** Stride of the 3×3 convolution and of the shortcut. */
  readonly stride: 1 | 2
  /** Whether the shortcut is a convolution, or the input itself. */
  readonly downsample: boolean
  /** Channels between the two layers of the gate; 0 where there is none. */
  readonly squeezed: number
}

/** timm's `make_divisible(channels / 16, 8)`. */
const squeezedChannels = (channels: number): number => Math.max(8, Math.floor((channels / 16 + 4) / 8) * 8)

/** All bottlenecks from the stem to the pooling, in order. */
export function bottlenecks(architecture: Architecture): Bottleneck[] {
  const list: Bottleneck[] = []
  let inputChannels = architecture.stem
  architecture.blocks.forEach((count, index) => {
    const planes = architecture.planes[index] ?? 0
    const outputChannels = planes * BOTTLENECK_EXPANSION
    const stage = (index + 1) as Bottleneck['stage']
    for (let block = 0; block < count; block++) {
      const stride = block === 0 && stage > 1 ? 2 : 1
      list.push({
        name: `layer${stage}.${block}`,
        stage,
        inputChannels,
        width: Math.floor(planes * (architecture.baseWidth / 64)) * architecture.cardinality,
        outputChannels,
        stride,
        downsample: stride !== 1 || inputChannels !== outputChannels,
        squeezed: architecture.squeezeExcite ? squeezedChannels(outputChannels) : 0,
      })
      inputChannels = outputChannels
    }
  })
  return list
}

/** What a block keeps inside for its way back, in values a picture whose first stage has one position. */
function keptInside({ stage, stride, width, outputChannels }: Bottleneck): number {
  const after = 1 / 4 ** (stage - 1)
  const before = after * stride ** 2
  return 2 * width * before + 2 * (width + outputChannels) * after
}

/**
 * The blocks in runs that are computed again as one, where checkpoints are wanted: as many blocks as keep no more
 * inside than the largest block does alone. Late blocks are small: a checkpoint for each would keep a hundred
 * inputs where twelve do, and save nothing at the peak.
 */
export const checkpointRuns = (architecture: Architecture): Bottleneck[][] =>
  runsOf(bottlenecks(architecture), keptInside)

/** @param keptInside what a block keeps for its way back, in any unit */
export function runsOf<Block>(blocks: readonly Block[], keptInside: (block: Block) => number): Block[][] {
  const most = Math.max(...blocks.map(keptInside))
  const runs: Block[][] = []
  let inside = Infinity
  for (const block of blocks) {
    const more = keptInside(block)
    if (inside + more > most) {
      runs.push([])
      inside = 0
    }
    runs.at(-1)?.push(block)
    inside += more
  }
  return runs
}
