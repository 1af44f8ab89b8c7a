import type { ChannelId } from '../../lifelog/channels.ts'

/** Where one channel's row lies in the picture (pixels) and which values its bottom and top edge stand for. */
export interface PictureRow {
  readonly channel: ChannelId
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  /** Value at the bottom edge. */
  readonly low: number
  /** Value at the top edge. */
  readonly high: number
}

/**
 * The composite picture of a day, white on black. Rows are kept so that heat can be given back to sensor and
 * clock time: the left edge of a row is the first second of the day, its right edge the last.
 */
export interface Picture {
  readonly width: number
  readonly height: number
  /** Grey levels 0 to 255, shape [height, width]. */
  readonly pixels: Uint8ClampedArray
  readonly rows: readonly PictureRow[]
}
