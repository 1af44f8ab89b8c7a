import { SIDE, type Box } from './layout.ts'

/** Grey level of the hatch: clearly no line, clearly not black. */
export const HATCH_GREY = 56

/** Pixels from one stroke of the hatch to the next. */
const PITCH = 9

/** Strokes of the hatch are this wide, in pixels along the row. */
const STROKE = 2

/**
 * Hatches the pixel columns of a row in which no step is known.
 * @param box whole pixels
 */
export function hatchUnknown(pixels: Uint8ClampedArray, values: Float32Array, box: Box): void {
  const width = box.right - box.left
  for (let column = 0; column < width; column++) {
    const from = Math.floor((column / width) * values.length)
    const to = Math.max(from + 1, Math.floor(((column + 1) / width) * values.length))
    let known = false
    for (let i = from; i < to && !known; i++) known = values[i] === values[i]
    if (known) continue
    const x = box.left + column
    for (let y = box.top; y < box.bottom; y++) if ((x + y) % PITCH < STROKE) pixels[y * SIDE + x] = HATCH_GREY
  }
}
