import type { CoverageGrid } from './coverage.ts'

/** 1.5 pt at 100 dots an inch. */
export const LINE_WIDTH = (1.5 * 100) / 72

/** Sharper turns than this get a round join; smaller gaps are below a tenth of a pixel. */
const STRAIGHT = 0.995

/** Corners of a quarter circle: a radius of one pixel needs no more. */
const ARC_STEPS = 2

/**
 * Strokes an unbroken line into the grid: a rectangle a segment, round joins, projecting caps, all in the same
 * orientation, so that their coverage adds.
 */
export class Stroke {
  readonly #grid: CoverageGrid
  readonly #half: number
  #count = 0
  #x = 0
  #y = 0
  #dx = 0
  #dy = 0

  constructor(grid: CoverageGrid, width: number = LINE_WIDTH) {
    this.#grid = grid
    this.#half = width / 2
  }

  /** The next vertex, in the grid's pixels. */
  to(x: number, y: number): void {
    if (this.#count === 0) {
      this.#x = x
      this.#y = y
      this.#count = 1
      return
    }
    const length = Math.hypot(x - this.#x, y - this.#y)
    if (length === 0) return
    const dx = (x - this.#x) / length
    const dy = (y - this.#y) / length
    if (this.#count === 1)
      this.#segment(this.#x - dx * this.#half, this.#y - dy * this.#half, this.#x, this.#y, dx, dy)
    else this.#join(dx, dy)
    this.#segment(this.#x, this.#y, x, y, dx, dy)
    this.#x = x
    this.#y = y
    this.#dx = dx
    this.#dy = dy
    this.#count++
  }

  /** Ends the line; the next vertex starts another. A single vertex becomes a dot. */
  end(): void {
    const half = this.#half
    if (this.#count === 1) this.#segment(this.#x - half, this.#y, this.#x + half, this.#y, 1, 0)
    else if (this.#count > 1) {
      const [x, y, dx, dy] = [this.#x, this.#y, this.#dx, this.#dy]
      this.#segment(x, y, x + dx * half, y + dy * half, dx, dy)
    }
    this.#count = 0
  }

  #segment(x0: number, y0: number, x1: number, y1: number, dx: number, dy: number): void {
    const nx = -dy * this.#half
    const ny = dx * this.#half
    const grid = this.#grid
    grid.edge(x0 + nx, y0 + ny, x0 - nx, y0 - ny)
    grid.edge(x0 - nx, y0 - ny, x1 - nx, y1 - ny)
    grid.edge(x1 - nx, y1 - ny, x1 + nx, y1 + ny)
    grid.edge(x1 + nx, y1 + ny, x0 + nx, y0 + ny)
  }

  /** Fills the wedge on the outer side of a turn with a fan. */
  #join(dx: number, dy: number): void {
    const cos = this.#dx * dx + this.#dy * dy
    if (cos > STRAIGHT) return
    const turn = this.#dx * dy - this.#dy * dx
    const angle = Math.acos(Math.max(-1, cos))
    const steps = Math.max(1, Math.ceil((angle / (Math.PI / 2)) * ARC_STEPS))
    // The outer side is left of the line when it turns right, and the other way about.
    const side = turn > 0 ? -1 : 1
    const [x, y, half] = [this.#x, this.#y, this.#half]
    const start = Math.atan2(this.#dx * side, -this.#dy * side)
    const step = (angle * -side) / steps
    let [fromX, fromY] = [x + Math.cos(start) * half, y + Math.sin(start) * half]
    const [firstX, firstY] = [fromX, fromY]
    for (let i = 1; i <= steps; i++) {
      const toX = x + Math.cos(start + i * step) * half
      const toY = y + Math.sin(start + i * step) * half
      this.#edge(fromX, fromY, toX, toY, side)
      ;[fromX, fromY] = [toX, toY]
    }
    this.#edge(fromX, fromY, x, y, side)
    this.#edge(x, y, firstX, firstY, side)
  }

  /** An edge of a join, turned so that joins to both sides have the segments' orientation. */
  #edge(x0: number, y0: number, x1: number, y1: number, side: number): void {
    if (side > 0) this.#grid.edge(x1, y1, x0, y0)
    else this.#grid.edge(x0, y0, x1, y1)
  }
}
