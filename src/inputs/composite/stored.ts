import type { PictureRow } from './picture.ts'

/** What the store keeps of a picture: the drawing for people, and the grey levels for the network. */
export interface StoredPicture {
  readonly dayId: string
  readonly preset: 'recommended'
  readonly width: number
  readonly height: number
  readonly rows: readonly PictureRow[]
  /** PNG at full size. */
  readonly png: Blob
  /** Grey levels 0 to 255, shape [224, 224], area-averaged from the full picture. */
  readonly input: Uint8ClampedArray
}

export const INPUT_SIDE = 224
