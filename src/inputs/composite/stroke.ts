import type { CoverageGrid } from './coverage.ts'
import type { Path } from './simplify.ts'

/** 1.5 pt at 100 dots an inch. */
export const LINE_WIDTH = (1.5 * 100) / 72

/** Sharper turns than this get a round join; smaller gaps are below a tenth of a pixel. */
const STRAIGHT = 0.995

/** Sharper turns than this go back: the inner sides are as good as one. */
const BACK = -0.99

const COS_30 = Math.sqrt(3) / 2

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

  constructor(grid: CoverageGrid, width: number = LINE_WIDTH) {
    this.#grid = grid
    this.#half = width / 2
  }

  /** Strokes a line, in the grid's pixels. A single vertex becomes a dot. */
  line({ xs, ys, count }: Path): void {
    if (count === 0) return
    const grid = this.#grid
    const half = this.#half
    let x = xs[0] as number
    let y = ys[0] as number
    // The line's direction times half its width; zero before there is one.
    let ax = 0
    let ay = 0
    let begun = false
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
      if (begun) this.#join(x, y, ax, ay, bx, by)
      else this.#start(x, y, bx, by)
      grid.edge(x + by, y - bx, nextX + by, nextY - bx)
      grid.edge(nextX - by, nextY + bx, x - by, y + bx)
      begun = true
      x = nextX
      y = nextY
      ax = bx
      ay = by
    }
    if (!begun) this.#start(x, y, half, 0)
    this.#end(x, y, begun ? ax : half, ay)
  }

  /** A cap before (x, y), where the line goes in direction (ax, ay). */
  #start(x: number, y: number, ax: number, ay: number): void {
    const grid = this.#grid
    grid.edge(x - ax - ay, y - ay + ax, x - ax + ay, y - ay - ax)
    grid.edge(x - ax + ay, y - ay - ax, x + ay, y - ax)
    grid.edge(x - ay, y + ax, x - ax - ay, y - ay + ax)
  }

  /** A cap beyond (x, y), where the line came in direction (ax, ay). */
  #end(x: number, y: number, ax: number, ay: number): void {
    const grid = this.#grid
    grid.edge(x + ay, y - ax, x + ax + ay, y + ay - ax)
    grid.edge(x + ax + ay, y + ay - ax, x + ax - ay, y + ay + ax)
    grid.edge(x + ax - ay, y + ay + ax, x - ay, y + ax)
  }

  /** Turns at (x, y) from direction (ax, ay) to (bx, by), each half a width long. */
  #join(x: number, y: number, ax: number, ay: number, bx: number, by: number): void {
    const grid = this.#grid
    const square = this.#half * this.#half
    const cos = ax * bx + ay * by
    if (cos > STRAIGHT * square) {
      grid.edge(x + ay, y - ax, x + by, y - bx)
      grid.edge(x - by, y + bx, x - ay, y + ax)
      return
    }
    // On the inner side the segments overlap: their sides meet at the vertex, or near it where the line turns back.
    const back = cos < BACK * square
    if (ax * by - ay * bx > 0) {
      if (back) grid.edge(x - by, y + bx, x - ay, y + ax)
      else {
        grid.edge(x - by, y + bx, x, y)
        grid.edge(x, y, x - ay, y + ax)
      }
      this.#fan(x, y, ax, ay, bx, by, 1)
    } else {
      if (back) grid.edge(x + ay, y - ax, x + by, y - bx)
      else {
        grid.edge(x + ay, y - ax, x, y)
        grid.edge(x, y, x + by, y - bx)
      }
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
    if (cos < BACK * half * half) {
      // Nearly half a circle: three chords of 60°, without another root.
      const tipX = middleX * COS_30
      const tipY = middleY * COS_30
      this.#chord(x, y, fromX, fromY, fromX / 2 + tipX, fromY / 2 + tipY, side)
      this.#chord(x, y, fromX / 2 + tipX, fromY / 2 + tipY, toX / 2 + tipX, toY / 2 + tipY, side)
      this.#chord(x, y, toX / 2 + tipX, toY / 2 + tipY, toX, toY, side)
    } else if (cos > 0) {
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
    if (side > 0) this.#grid.edge(x + fromX, y + fromY, x + toX, y + toY)
    else this.#grid.edge(x + toX, y + toY, x + fromX, y + fromY)
  }
}
