import { CoverageGrid } from './coverage.ts'
import { hatchUnknown } from './hatch.ts'
import { SIDE, type Box } from './layout.ts'
import type { Range } from './range.ts'
import { simplify } from './simplify.ts'
import { Stroke } from './stroke.ts'

/** One row to draw. */
export interface Line {
  /** One value a step of the day, NaN where unknown. */
  readonly values: Float32Array
  readonly range: Range
  readonly box: Box
}

/**
 * Draws white lines on black, 1000 × 1000: the first step at a row's left edge, the last at its right, each
 * line cut off at its row, open where values are unknown.
 * @param hatched marks unknown stretches with a dim hatch, so that they don't look like zero
 * @returns grey levels 0 to 255, shape [1000, 1000]
 */
export function drawLines(lines: readonly Line[], hatched: boolean): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(SIDE * SIDE)
  for (const line of lines) {
    if (hatched) hatchUnknown(pixels, line.values, wholePixels(line.box))
    drawLine(pixels, line)
  }
  return pixels
}

/** A row is cut off at whole pixels, as Matplotlib's renderer does. */
function wholePixels({ left, right, top, bottom }: Box): Box {
  // Measured from the picture's bottom, which decides where halves go.
  const up = (y: number): number => SIDE - Math.floor(SIDE - y + 0.5)
  return { left: Math.floor(left + 0.5), right: Math.floor(right + 0.5), top: up(top), bottom: up(bottom) }
}

function drawLine(pixels: Uint8ClampedArray, { values, range: [low, high], box }: Line): void {
  const clip = wholePixels(box)
  const grid = new CoverageGrid(clip.right - clip.left, clip.bottom - clip.top)
  const stroke = new Stroke(grid)
  const count = values.length
  const perStep = (box.right - box.left) / (count - 1)
  const perUnit = (box.bottom - box.top) / (high - low)
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    xs[i] = box.left - clip.left + i * perStep
    ys[i] = box.bottom - clip.top - ((values[i] as number) - low) * perUnit
  }
  const emit = (x: number, y: number): void => stroke.to(x, y)
  let from = 0
  while (from < count) {
    while (from < count && ys[from] !== ys[from]) from++
    let to = from
    while (to < count && ys[to] === ys[to]) to++
    simplify(xs, ys, from, to, emit)
    stroke.end()
    from = to
  }
  grid.blend(pixels, SIDE, clip.left, clip.top)
}
