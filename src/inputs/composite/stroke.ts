import type { CoverageGrid } from './coverage.ts'
import type { Path } from './simplify.ts'

/** 1.5 pt at 100 dots an inch. */
export const LINE_WIDTH = (1.5 * 100) / 72

/** Sharper turns than this get a round join; smaller gaps are below a tenth of a pixel. */
const STRAIGHT = 0.995

/** Sharper turns than this go back: the inner sides are as good as one. */
const BACK = -0.99

/** The most edges that a vertex makes. */
const AT_A_VERTEX = 16

/** Edges that are handed on at once. */
const WAITING = 1024

/**
 * The round end of a line that turns back, in half widths: its sides go on to the shoulder, and from there to a level
 * crown, which is as wide as the brow says. It covers as much as half a circle.
 */
const SHOULDER = 0.3
const CROWN = 0.95
const BROW = 0.5

/** The same for an end that the ends beside it stand out beyond: level, and wide all the way. */
const FLAT = 0.78

/** Turns of less than 45° are rounded by one chord, of less than 90° by two, sharper ones by four. */
const ONE_CHORD = Math.SQRT1_2

/**
 * Strokes unbroken lines into a grid: two sides a segment, round joins, projecting caps. All sides run one way
 * around, down on the left of the line's direction and up on its right, so that what overlaps adds.
 *
 * Only sums, products, quotients and square roots are taken, which IEEE 754 rounds to the last bit: sines and
 * arc cosines may differ from one engine to another, and with them the pixels.
 */
export class Stroke {
  readonly #grid: CoverageGrid
  readonly #half: number
  /** Edges that wait to be added, four numbers each. */
  readonly #ends = new Float64Array(4 * WAITING)
  #count = 0

  constructor(grid: CoverageGrid, width: number = LINE_WIDTH) {
    this.#grid = grid
    this.#half = width / 2
  }

  /** Strokes a line, in the grid's pixels. A single vertex becomes a dot. */
  line({ xs, ys, count }: Path): void {
    if (count === 0) return
    const half = this.#half
    const straight = STRAIGHT * half * half
    const back = BACK * half * half
    const ends = this.#ends
    let x = xs[0] as number
    let y = ys[0] as number
    // The line's direction times half its width; zero before there is one.
    let ax = 0
    let ay = 0
    let begun = false
    // Where the last segment's sides begin: the one on the left of its direction, and the one on its right.
    let leftX = 0
    let leftY = 0
    let rightX = 0
    let rightY = 0
    for (let i = 1; i < count; i++) {
      const nextX = xs[i] as number
      const nextY = ys[i] as number
      const alongX = nextX - x
      const alongY = nextY - y
      const squared = alongX * alongX + alongY * alongY
      if (squared === 0) continue
      const scale = half / Math.sqrt(squared)
      const bx = alongX * scale
      const by = alongY * scale
      if (this.#count > ends.length - 4 * AT_A_VERTEX) this.#flush()
      if (begun) {
        const cos = ax * bx + ay * by
        const endLeftX = x + ay
        let endLeftY = y - ax
        const endRightX = x - ay
        let endRightY = y + ax
        const isBack = cos < back
        if (isBack) {
          // Nearly all vertices of a noisy line. Both ways are almost upright here, since time goes on: where the
          // ends of both sides get the same height, what joins them is level, and adds nothing.
          const up = (ay - by) / 2
          const tilt = (ax + bx) / 2
          const isLeft = ax * by - ay * bx > 0
          const isHidden =
            i > 2 &&
            i + 1 < count &&
            (xs[i + 1] as number) - (xs[i - 3] as number) < 1 &&
            (up < 0
              ? (ys[i - 3] as number) < y || (ys[i + 1] as number) < y
              : (ys[i - 3] as number) > y || (ys[i + 1] as number) > y)
          endLeftY = y - tilt
          endRightY = y + tilt
          const shoulder = (isHidden ? FLAT : SHOULDER) * up
          if (isLeft) endLeftY += shoulder
          else endRightY += shoulder
          if (!isHidden) {
            const to = this.#count
            this.#count = to + 8
            if (isLeft) {
              ends[to] = endLeftX
              ends[to + 1] = endLeftY
              ends[to + 2] = x + BROW * ay
              ends[to + 3] = ends[to + 5] = y - tilt + CROWN * up
              ends[to + 4] = x + BROW * by
              ends[to + 6] = x + by
              ends[to + 7] = endLeftY
            } else {
              ends[to] = x - by
              ends[to + 1] = endRightY
              ends[to + 2] = x - BROW * by
              ends[to + 3] = ends[to + 5] = y + tilt + CROWN * up
              ends[to + 4] = x - BROW * ay
              ends[to + 6] = endRightX
              ends[to + 7] = endRightY
            }
          }
        }
        const to = this.#count
        ends[to] = leftX
        ends[to + 1] = leftY
        ends[to + 2] = endLeftX
        ends[to + 3] = endLeftY
        ends[to + 4] = endRightX
        ends[to + 5] = endRightY
        ends[to + 6] = rightX
        ends[to + 7] = rightY
        this.#count = to + 8
        if (isBack) {
          leftX = x + by
          leftY = endLeftY
          rightX = x - by
          rightY = endRightY
        } else if (cos < straight) {
          this.#join(x, y, ax, ay, bx, by)
          leftX = x + by
          leftY = y - bx
          rightX = x - by
          rightY = y + bx
        } else {
          // The next segment's sides go on from there: it is on a line with this one to a tenth of a pixel.
          leftX = endLeftX
          leftY = endLeftY
          rightX = endRightX
          rightY = endRightY
        }
      } else {
        this.#start(x, y, bx, by)
        leftX = x + by
        leftY = y - bx
        rightX = x - by
        rightY = y + bx
      }
      begun = true
      x = nextX
      y = nextY
      ax = bx
      ay = by
    }
    if (begun) {
      this.#edge(leftX, leftY, x + ay, y - ax)
      this.#edge(x - ay, y + ax, rightX, rightY)
    } else this.#start(x, y, half, 0)
    this.#end(x, y, begun ? ax : half, ay)
    this.#flush()
  }

  /** A cap before (x, y), where the line goes in direction (ax, ay). */
  #start(x: number, y: number, ax: number, ay: number): void {
    this.#edge(x - ax - ay, y - ay + ax, x - ax + ay, y - ay - ax)
    this.#edge(x - ax + ay, y - ay - ax, x + ay, y - ax)
    this.#edge(x - ay, y + ax, x - ax - ay, y - ay + ax)
  }

  /** A cap beyond (x, y), where the line came in direction (ax, ay). */
  #end(x: number, y: number, ax: number, ay: number): void {
    this.#edge(x + ay, y - ax, x + ax + ay, y + ay - ax)
    this.#edge(x + ax + ay, y + ay - ax, x + ax - ay, y + ay + ax)
    this.#edge(x + ax - ay, y + ay + ax, x - ay, y + ax)
  }

  /** Turns at (x, y) from direction (ax, ay) to (bx, by), each half a width long, neither on nor back. */
  #join(x: number, y: number, ax: number, ay: number, bx: number, by: number): void {
    // On the inner side the segments overlap: their sides meet at the vertex.
    if (ax * by - ay * bx > 0) {
      this.#edge(x - by, y + bx, x, y)
      this.#edge(x, y, x - ay, y + ax)
      this.#fan(x, y, ax, ay, bx, by, 1)
    } else {
      this.#edge(x + ay, y - ax, x, y)
      this.#edge(x, y, x + by, y - bx)
      this.#fan(x, y, ax, ay, bx, by, -1)
    }
  }

  /** The outer side of a turn: `side` is 1 left of the line's direction, −1 right of it. */
  #fan(x: number, y: number, ax: number, ay: number, bx: number, by: number, side: number): void {
    const half = this.#half
    const cos = ax * bx + ay * by
    const fromX = ay * side
    const fromY = -ax * side
    const toX = by * side
    const toY = -bx * side
    if (cos > ONE_CHORD * half * half) {
      this.#chord(x, y, fromX, fromY, toX, toY, side)
      return
    }
    // The fan's middle lies where the turn points; the sum of the sides would vanish where it turns back.
    const outX = ax - bx
    const outY = ay - by
    const scale = half / Math.sqrt(outX * outX + outY * outY)
    const middleX = outX * scale
    const middleY = outY * scale
    if (cos > 0) {
      this.#chord(x, y, fromX, fromY, middleX, middleY, side)
      this.#chord(x, y, middleX, middleY, toX, toY, side)
    } else {
      this.#quarter(x, y, fromX, fromY, middleX, middleY, side)
      this.#quarter(x, y, middleX, middleY, toX, toY, side)
    }
  }

  /** At most a quarter of a circle around (x, y), by two chords. */
  #quarter(x: number, y: number, fromX: number, fromY: number, toX: number, toY: number, side: number): void {
    const sumX = fromX + toX
    const sumY = fromY + toY
    const scale = this.#half / Math.sqrt(sumX * sumX + sumY * sumY)
    this.#chord(x, y, fromX, fromY, sumX * scale, sumY * scale, side)
    this.#chord(x, y, sumX * scale, sumY * scale, toX, toY, side)
  }

  #chord(x: number, y: number, fromX: number, fromY: number, toX: number, toY: number, side: number): void {
    if (side > 0) this.#edge(x + fromX, y + fromY, x + toX, y + toY)
    else this.#edge(x + toX, y + toY, x + fromX, y + fromY)
  }

  #edge(x0: number, y0: number, x1: number, y1: number): void {
    const to = this.#count
    const ends = this.#ends
    ends[to] = x0
    ends[to + 1] = y0
    ends[to + 2] = x1
    ends[to + 3] = y1
    this.#count = to + 4
  }

  #flush(): void {
    this.#grid.add(this.#ends, this.#count)
    this.#count = 0
  }
}
