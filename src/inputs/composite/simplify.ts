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

/** A line's vertices in pixels; the arrays may be longer than the line in them. */
export interface Path {
  readonly xs: Float64Array
  readonly ys: Float64Array
  count: number
}

/**
 * Simplifies the unbroken line that begins at step `from`, up to the first unknown step or the day's end.
 *
 * Places are kept as steps and not as pixels, and nothing in a closure, which would box it at every step.
 * @param from a known step
 * @param into takes the vertices; needs room for as many as there are steps
 * @returns the step after the line's last
 */
export function simplify(line: Placed, from: number, into: Path): number {
  const { values, perStep, y0, perUnit } = line
  const steps = values.length
  into.count = 0
  emit(line, from, into)
  let start = from
  let next = from + 1
  for (;;) {
    // The stretch's direction is that of its first step.
    const startY = y0 - (values[start] as number) * perUnit
    const nextY = next < steps ? y0 - (values[next] as number) * perUnit : NaN
    if (nextY !== nextY) break
    const dx = (next - start) * perStep
    const dy = nextY - startY
    const perNorm = 1 / (dx * dx + dy * dy)
    // How far it reaches forth and back, in its first steps, and the steps where it does.
    let forth = 1
    let back = 0
    let forthAt = next
    let backAt = start
    let i = next + 1
    for (; i < steps; i++) {
      const totalX = (i - start) * perStep
      const totalY = y0 - (values[i] as number) * perUnit - startY
      const share = (dx * totalX + dy * totalY) * perNorm
      const acrossX = totalX - share * dx
      const acrossY = totalY - share * dy
      // An unknown step fails this, too.
      if (!(acrossX * acrossX + acrossY * acrossY < THRESHOLD)) break
      if (share > forth) {
        forth = share
        forthAt = i
      } else if (-share > back) {
        back = -share
        backAt = i
      }
    }
    const last = i - 1
    if (back > 0 && forthAt === last) {
      emit(line, backAt, into)
      emit(line, forthAt, into)
    } else {
      emit(line, forthAt, into)
      if (back > 0) emit(line, backAt, into)
    }
    if (forthAt !== last && backAt !== last) emit(line, last, into)
    start = last
    next = i
  }
  return next
}

function emit({ values, x0, perStep, y0, perUnit }: Placed, step: number, into: Path): void {
  into.xs[into.count] = x0 + step * perStep
  into.ys[into.count++] = y0 - (values[step] as number) * perUnit
}
