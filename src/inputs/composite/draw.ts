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

/**
 * Draws white lines on black, 1000 × 1000: the first step at a row's left edge, the last at its right, each
 * line cut off at its row, open where values are unknown.
 * @param hatched marks unknown stretches with a dim hatch, so that they don't look like zero
 * @returns grey levels 0 to 255, shape [1000, 1000]
 */
export function drawLines(lines: readonly Line[], hatched: boolean): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(SIDE * SIDE)
  const longest = Math.max(0, ...lines.map(({ values }) => values.length))
  // All rows take turns with these: a megabyte a row would otherwise be asked for and thrown away.
  const path: Path = { xs: new Float64Array(longest), ys: new Float64Array(longest) }
  let grid = new CoverageGrid(0, 0)
  for (const line of lines) {
    const clip = wholePixels(line.box)
    if (hatched) hatchUnknown(pixels, line.values, clip)
    grid = grid.emptied(clip.right - clip.left, clip.bottom - clip.top)
    strokeLine(line, clip, new Stroke(grid), path)
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

function strokeLine(line: Line, clip: Box, stroke: Stroke, path: Path): void {
  const placed = place(line, clip.left, clip.top)
  const { values } = line
  const count = values.length
  let from = 0
  while (from < count) {
    while (from < count && values[from] !== values[from]) from++
    let to = from
    while (to < count && values[to] === values[to]) to++
    stroke.line(path.xs, path.ys, simplify(placed, from, to, path))
    from = to
  }
}
