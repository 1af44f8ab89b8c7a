/**
 * Takes vertices of a line as long as they lie on one straight stretch, and hands on only its ends: forth to
 * the farthest point, back to the nearest. 93 samples a pixel then cost about as much as ten.
 * The rule is Matplotlib's path simplification, so that dense strokes weigh the same as in its pictures.
 */

/** Squared distance, in pixels, up to which a vertex still lies on the stretch: a ninth of a pixel. */
const THRESHOLD = (1 / 9) ** 2

/** A row's values and where they lie in pixels: step i at x0 + i · perStep, value v at y0 − v · perUnit. */
export interface Placed {
  readonly values: Float32Array
  readonly x0: number
  readonly perStep: number
  readonly y0: number
  readonly perUnit: number
}

/** Vertices in order; the arrays may be longer than the line in them. */
export interface Path {
  readonly xs: Float64Array
  readonly ys: Float64Array
}

/**
 * No closures here: variables that one captures would be boxed at every vertex.
 * @param line known throughout from `from` to `to`
 * @param from first step
 * @param to one past the last
 * @param into takes the vertices of the simpler line from 0 on; room for `to - from` is enough
 * @returns how many they are
 */
export function simplify(line: Placed, from: number, to: number, into: Path): number {
  if (from >= to) return 0
  const { values, x0, perStep, y0, perUnit } = line
  const { xs: outX, ys: outY } = into
  let count = 1
  let startX = x0 + from * perStep
  let startY = y0 - (values[from] as number) * perUnit
  outX[0] = startX
  outY[0] = startY
  let lastX = startX
  let lastY = startY
  // The stretch: its direction, how far it reaches forth and back, and the vertices where it does.
  let dx = 0
  let dy = 0
  let norm = 0
  let perNorm = 0
  let forth = 0
  let back = 0
  let forthX = startX
  let forthY = startY
  let backX = startX
  let backY = startY
  let lastIsForth = false
  let lastIsBack = false

  // One step more than there are vertices, to finish the last stretch.
  for (let i = from + 1; i <= to; i++) {
    const ended = i === to
    const x = ended ? lastX : x0 + i * perStep
    const y = ended ? lastY : y0 - (values[i] as number) * perUnit
    if (norm > 0) {
      const totalX = x - startX
      const totalY = y - startY
      const share = (dx * totalX + dy * totalY) * perNorm
      const acrossX = totalX - share * dx
      const acrossY = totalY - share * dy
      if (!ended && acrossX * acrossX + acrossY * acrossY < THRESHOLD) {
        // Lengths along the stretch, as shares of its first step.
        lastIsForth = share > forth
        lastIsBack = share <= 0 && -share > back
        if (lastIsForth) {
          forth = share
          forthX = x
          forthY = y
        } else if (lastIsBack) {
          back = -share
          backX = x
          backY = y
        }
        lastX = x
        lastY = y
        continue
      }
      if (back > 0 && lastIsForth) {
        outX[count] = backX
        outY[count++] = backY
        outX[count] = forthX
        outY[count++] = forthY
      } else {
        outX[count] = forthX
        outY[count++] = forthY
        if (back > 0) {
          outX[count] = backX
          outY[count++] = backY
        }
      }
      if (!lastIsForth && !lastIsBack) {
        outX[count] = lastX
        outY[count++] = lastY
      }
    }
    dx = x - lastX
    dy = y - lastY
    norm = dx * dx + dy * dy
    perNorm = 1 / norm
    forth = 1
    back = 0
    lastIsForth = true
    lastIsBack = false
    startX = lastX
    startY = lastY
    forthX = x
    forthY = y
    lastX = x
    lastY = y
  }
  return count
}
