import { unzlibSync } from 'fflate'

export interface GreyPicture {
  readonly width: number
  readonly height: number
  /** Levels 0 to 255, shape [height, width]. */
  readonly grey: Uint8Array
}

/** Channels of PNG's colour types: grey, RGB, grey with alpha, RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }

/**
 * First channel of an 8-bit PNG, in Node and in a page alike; a canvas would bring its own colour management.
 * @throws Error where the picture is interlaced, or not of 8 bits
 */
export function decodePng(file: Uint8Array): GreyPicture {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const [depth, kind, interlaced] = [view.getUint8(24), view.getUint8(25), view.getUint8(28)]
  const channels = CHANNELS[kind]
  if (depth !== 8 || !channels || interlaced) throw new Error(`PNG of depth ${depth} and kind ${kind}`)
  const raw = unzlibSync(imageData(file, view))
  const stride = width * channels
  const pixels = new Uint8Array(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] as number
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= channels ? (pixels[at - channels] as number) : 0
      const up = y > 0 ? (pixels[at - stride] as number) : 0
      const corner = y > 0 && x >= channels ? (pixels[at - stride - channels] as number) : 0
      pixels[at] = (raw[at + y + 1] as number) + guess(filter, left, up, corner)
    }
  }
  return { width, height, grey: pixels.filter((_, i) => i % channels === 0) }
}

/** All IDAT chunks, one after the other. */
function imageData(file: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 8; at < file.length; at += view.getUint32(at) + 12)
    if (String.fromCharCode(...file.subarray(at + 4, at + 8)) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + view.getUint32(at)))
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let to = 0
  for (const part of parts) {
    all.set(part, to)
    to += part.length
  }
  return all
}

/** PNG's five filters: none, left, up, their mean, Paeth's. */
function guess(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4:
      return paeth(left, up, corner)
    default:
      return 0
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
