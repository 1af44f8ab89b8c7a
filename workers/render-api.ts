import type { PictureRow } from '../src/inputs/composite/picture.ts'
import type { Edit } from '../src/inputs/edits.ts'
import type { InputChoice } from '../src/inputs/encoding.ts'
import type { SeenImage } from '../src/inputs/seen.ts'
import type { ChannelId } from '../src/lifelog/channels.ts'
import type { HeatMap } from '../src/saliency/explanation.ts'

/** Draws pictures of stored days on an OffscreenCanvas and stores them. */
export interface RenderApi {
  /** Days without a picture get one; resolves when all have theirs, or after the one at which `cancel` came. */
  render(dayIds: readonly string[], onProgress: (done: number, total: number) => void): Promise<void>
  /** Ends the drawing under way; pictures drawn so far are kept. */
  cancel(): void
  /** A map as a transparent PNG to lie over the day's picture. */
  heat(dayId: string, map: HeatMap): Promise<Blob>
  /** A stored day's picture after edits; nothing of it is stored. */
  edited(dayId: string, edits: readonly Edit[]): Promise<EditedPicture>
  /**
   * The spectrogram of each channel that a day has; none where the day is not stored.
   * @param window in steps of the day, a power of two
   */
  spectrograms(dayId: string, window: number): Promise<DrawnSpectrogram[]>
  /**
   * A day as a network is shown it: a picture, or planes; none where the day is not stored.
   * @throws TooCoarse
   */
  seen(dayId: string, choice: InputChoice): Promise<DrawnImage[]>
}

/** Of a day that was changed by hand: its pixels, and what its rows' edges now stand for. */
export interface EditedPicture {
  readonly png: Blob
  readonly rows: readonly PictureRow[]
}

export interface DrawnImage extends Omit<SeenImage, 'rgba'> {
  readonly png: Blob
}

/** Log power over the day: time to the right, quick changes at the top, transparent where nothing is known. */
export interface DrawnSpectrogram {
  readonly channel: ChannelId
  readonly png: Blob
  /** Of a window, the longest period but for the mean. */
  readonly seconds: number
  /** The shortest period, in seconds. */
  readonly shortest: number
}
