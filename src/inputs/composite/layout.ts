/** Where the rows of a composite picture lie (reference 4.4 and 7.2), pixels of a 1000 × 1000 picture. */

/** Both sides of the picture. */
export const SIDE = 1000

/** One row's box; top < bottom, as on a screen. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface Frame {
  readonly left: number
  readonly top: number
  readonly height: number
  readonly gap: number
}

const RIGHT = 985
const BOTTOM = 961
const TOP = 20
const GAP = 15

/** Read off the authors' pictures; their gaps vary with tick labels nobody sees, these are typical. */
const FIVE: Frame = { left: 54, top: 15, height: 177.3, gap: 14.95 }
const ELEVEN: Frame = { left: 70, top: 20, height: 59, gap: 29.2 }

/** Boxes of `count` rows, top to bottom. */
export function layout(count: number): Box[] {
  const { left, top, height, gap } = frame(count)
  return Array.from({ length: count }, (_, i) => {
    const at = top + i * (height + gap)
    return { left, right: RIGHT, top: at, bottom: at + height }
  })
}

function frame(count: number): Frame {
  if (count === 5) return FIVE
  if (count === 11) return ELEVEN
  return { left: FIVE.left, top: TOP, height: (BOTTOM - TOP - (count - 1) * GAP) / count, gap: GAP }
}
