import { CoverageGrid } from './coverage.ts'
import { hatchUnknown } from './hatch.ts'
import { SIDE, type Box } from './layout.ts'
import type { Range } from './range.ts'
import { simplify, type Path, type Placed } from './simplify.ts'
import { Stroke } from './stroke.ts'

/** One row to draw. */
export interface Line {
  /** One value a step of the day, NaN where unknown. */
  readonly values: Float32Array
  readonly range: Range
  readonly box: Box
}

const pathOf = (steps: number): Path => ({
  xs: new Float64Array(steps),
  ys: new Float64Array(steps),
  count: 0,
})

// Kept from one picture to the next: megabytes would otherwise be asked for and thrown away at every row.
const grid = new CoverageGrid()
const stroke = new Stroke(grid)
let path = pathOf(0)

/**
 * Draws white lines on black, 1000 × 1000: the first step at a row's left edge, the last at its right, each
 * line cut off at its row, open where values are unknown.
 * @param hatched marks unknown stretches with a dim hatch, so that they don't look like zero
 * @returns grey levels 0 to 255, shape [1000, 1000]
 */
export function drawLines(lines: readonly Line[], hatched: boolean): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(SIDE * SIDE)
  for (const line of lines) {
    const clip = wholePixels(line.box)
    if (path.xs.length < line.values.length) path = pathOf(line.values.length)
    if (hatched) hatchUnknown(pixels, line.values, clip)
    grid.resize(clip.right - clip.left, clip.bottom - clip.top)
    strokeLine(line, clip)
    grid.blend(pixels, SIDE, clip.left, clip.top)
  }
  return pixels
}

/** A row is cut off at whole pixels, as Matplotlib's renderer does. */
function wholePixels({ left, right, top, bottom }: Box): Box {
  // Measured from the picture's bottom, which decides where halves go.
  const up = (y: number): number => SIDE - Math.floor(SIDE - y + 0.5)
  return { left: Math.floor(left + 0.5), right: Math.floor(right + 0.5), top: up(top), bottom: up(bottom) }
}

/** A line's place in pixels, from the corner at (left, top). */
export function place({ values, range: [low, high], box }: Line, left: number, top: number): Placed {
  const perUnit = (box.bottom - box.top) / (high - low)
  return {
    values,
    x0: box.left - left,
    perStep: (box.right - box.left) / (values.length - 1),
    y0: box.bottom - top + low * perUnit,
    perUnit,
  }
}

function strokeLine(line: Line, clip: Box): void {
  const placed = place(line, clip.left, clip.top)
  const { values } = line
  let step = 0
  for (;;) {
    while (step < values.length && values[step] !== values[step]) step++
    if (step === values.length) return
    step = simplify(placed, step, path)
    stroke.line(path)
  }
}
