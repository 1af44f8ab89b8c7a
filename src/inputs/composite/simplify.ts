/**
 * Takes vertices of a line as long as they lie on one straight stretch, and hands on only its ends: forth to
 * the farthest point, back to the nearest. 93 samples a pixel then cost about as much as ten.
 * The rule is Matplotlib's path simplification, so that dense strokes weigh the same as in its pictures.
 */

/** Squared distance, in pixels, up to which a vertex still lies on the stretch: a ninth of a pixel. */
const THRESHOLD = (1 / 9) ** 2

/**
 * @param xs pixel coordinates of an unbroken line
 * @param from first vertex
 * @param to one past the last
 * @param emit is given the vertices of the simpler line in order
 */
export function simplify(
  xs: Float64Array,
  ys: Float64Array,
  from: number,
  to: number,
  emit: (x: number, y: number) => void,
): void {
  if (from >= to) return
  let [startX, startY] = [xs[from] as number, ys[from] as number]
  emit(startX, startY)
  let [lastX, lastY] = [startX, startY]
  // The stretch: its direction, how far it reaches forth and back, and the vertices where it does.
  let [dx, dy, norm] = [0, 0, 0]
  let [forth, back] = [0, 0]
  let [forthX, forthY, backX, backY] = [startX, startY, startX, startY]
  let [lastIsForth, lastIsBack] = [false, false]

  const finish = (): void => {
    if (norm === 0) return
    if (back > 0 && lastIsForth) {
      emit(backX, backY)
      emit(forthX, forthY)
    } else {
      emit(forthX, forthY)
      if (back > 0) emit(backX, backY)
    }
    if (!lastIsForth && !lastIsBack) emit(lastX, lastY)
  }

  for (let i = from + 1; i < to; i++) {
    const x = xs[i] as number
    const y = ys[i] as number
    if (norm > 0) {
      const [totalX, totalY] = [x - startX, y - startY]
      const dot = dx * totalX + dy * totalY
      const [alongX, alongY] = [(dot * dx) / norm, (dot * dy) / norm]
      const [acrossX, acrossY] = [totalX - alongX, totalY - alongY]
      if (acrossX * acrossX + acrossY * acrossY < THRESHOLD) {
        const along = alongX * alongX + alongY * alongY
        lastIsForth = lastIsBack = false
        if (dot > 0) {
          if (along > forth) {
            forth = along
            lastIsForth = true
            ;[forthX, forthY] = [x, y]
          }
        } else if (along > back) {
          back = along
          lastIsBack = true
          ;[backX, backY] = [x, y]
        }
        ;[lastX, lastY] = [x, y]
        continue
      }
      finish()
      ;[startX, startY] = [lastX, lastY]
    }
    dx = x - lastX
    dy = y - lastY
    norm = dx * dx + dy * dy
    forth = norm
    back = 0
    lastIsForth = true
    lastIsBack = false
    ;[startX, startY] = [lastX, lastY]
    ;[forthX, forthY] = [x, y]
    ;[lastX, lastY] = [x, y]
  }
  finish()
}
