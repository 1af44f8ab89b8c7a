import type { ChannelId } from '../lifelog/channels.ts'
import type { EncodedDay, Encoding } from './encoding.ts'
import { planesIn } from './planes.ts'

/** What a network is shown, as an image for people. */
export interface SeenImage {
  /** Of a plane; a picture holds all its channels. */
  readonly channel: ChannelId | null
  /** Whether a plane is of movement within the minutes, not of their mean. */
  readonly movement: boolean
  readonly width: number
  readonly height: number
  /** [height, width, 4]; transparent where nothing is known. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

const OPAQUE = 255

/** One image of a picture; one a plane of planes, each from its own lowest value (black) to its highest. */
export function seenImages(day: EncodedDay, encoding: Encoding): SeenImage[] {
  if (encoding.input === 'picture') return [{ channel: null, movement: false, ...pictureImage(day) }]
  if (encoding.input !== 'planes') throw new RangeError(`${encoding.input} is not made of images`)
  return planesIn(encoding).map(({ channel, of }, k) => ({
    channel,
    movement: of === 'movement',
    ...planeImage(day, k),
  }))
}

function pictureImage({ width, height, depth, values }: EncodedDay) {
  const rgba = new Uint8ClampedArray(4 * width * height)
  for (let i = 0; i < width * height; i++) {
    for (let colour = 0; colour < 3; colour++)
      rgba[4 * i + colour] = values[i * depth + (depth === 3 ? colour : 0)] as number
    rgba[4 * i + 3] = OPAQUE
  }
  return { width, height, rgba }
}

function planeImage({ width, height, depth, values }: EncodedDay, plane: number) {
  let [low, high] = [Infinity, -Infinity]
  for (let i = plane; i < values.length; i += depth) {
    const value = values[i] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  const range = high - low || 1
  const rgba = new Uint8ClampedArray(4 * width * height)
  for (let i = 0; i < width * height; i++) {
    const value = values[i * depth + plane] as number
    if (value !== value) continue
    rgba.fill(((value - low) / range) * OPAQUE, 4 * i, 4 * i + 3)
    rgba[4 * i + 3] = OPAQUE
  }
  return { width, height, rgba }
}
