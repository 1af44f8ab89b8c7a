/** Pixels to the side a row: edges that lean less are walked by columns. */
const STEEP = 0.5

/** Less coverage than this is rounding's, and darker than any grey level. */
const DARK = 1e-4

/**
 * Signed area coverage of polygons on a grid of pixels: every edge adds, to the pixels it crosses, how much of
 * them lies to its right; a running sum along each row then gives the coverage. Overlapping polygons of one
 * orientation add up and are clamped, as anti-aliased strokes do.
 *
 * Cells are kept column by column: dense signals are drawn as almost upright strokes, and walking down one
 * is then walking through memory.
 */
export class CoverageGrid {
  readonly width: number
  readonly height: number
  readonly #cells: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    // Columns beyond the last take what lies right of the grid.
    this.#cells = new Float32Array((width + 2) * height)
  }

  /** An empty grid of this size: this one, where it has it. */
  emptied(width: number, height: number): CoverageGrid {
    if (width !== this.width || height !== this.height) return new CoverageGrid(width, height)
    this.#cells.fill(0)
    return this
  }

  /** Adds the edge from (x0, y0) to (x1, y1), in pixels; what is outside the grid is cut off. */
  edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return
    if (y0 < y1) this.#down(x0, y0, x1, y1, 1)
    else this.#down(x1, y1, x0, y0, -1)
  }

  /** Coverage 0 to 1 becomes grey 0 to 255, written to `pixels` where it is brighter. */
  blend(pixels: Uint8ClampedArray, stride: number, left: number, top: number): void {
    const { width, height } = this
    const cells = this.#cells
    const sums = new Float32Array(height)
    let cell = 0
    for (let x = 0; x < width; x++) {
      let at = top * stride + left + x
      for (let y = 0; y < height; y++, at += stride) {
        const sum = (sums[y] as number) + (cells[cell++] as number)
        sums[y] = sum
        // Most of a row is empty, but for what rounding leaves behind.
        if (sum < DARK && sum > -DARK) continue
        const grey = 255 * (sum < 0 ? -sum : sum)
        if (grey > (pixels[at] as number)) pixels[at] = grey
      }
    }
  }

  /** An edge whose first end is the upper one. */
  #down(topX: number, topY: number, bottomX: number, bottomY: number, sign: number): void {
    if (bottomY <= 0 || topY >= this.height) return
    const slope = (bottomX - topX) / (bottomY - topY)
    let x = topX
    let y = topY
    if (y < 0) {
      x -= y * slope
      y = 0
    }
    const end = Math.min(bottomY, this.height)
    // A flat edge may overshoot by rounding, so the end's own x is only used where the edge isn't cut off.
    const endX = end === bottomY ? bottomX : x + (end - y) * slope
    const column = Math.floor(Math.min(x, endX))
    if (column >= 0 && column < this.width && Math.max(x, endX) <= column + 1) {
      this.#within(column, x - column, y, end, slope, sign)
      return
    }
    if (x >= 0 && endX >= 0 && x <= this.width && endX <= this.width && slope < STEEP && slope > -STEEP) {
      this.#byColumns(x, y, end, endX, slope, sign)
      return
    }
    while (y < end) {
      const row = Math.floor(y)
      const nextY = Math.min(row + 1, end)
      const nextX = x + (nextY - y) * slope
      this.#span(row, x, nextX, sign * (nextY - y))
      x = nextX
      y = nextY
    }
  }

  /** A steep edge within the grid, a column at a time. */
  #byColumns(x: number, y: number, end: number, endX: number, slope: number, sign: number): void {
    const rightwards = slope > 0
    const lastColumn = rightwards ? Math.ceil(endX) - 1 : Math.floor(endX)
    let column = rightwards ? Math.floor(x) : Math.ceil(x) - 1
    while (column !== lastColumn) {
      const side = rightwards ? column + 1 : column
      const toY = Math.min(end, y + (side - x) / slope)
      if (toY > y) this.#within(column, x - column, y, toY, slope, sign)
      x = side
      y = toY
      column += rightwards ? 1 : -1
    }
    if (end > y) this.#within(column, x - column, y, end, slope, sign)
  }

  /** An edge that stays in one column; `x` is its place there, 0 to 1. */
  #within(column: number, x: number, y: number, end: number, slope: number, sign: number): void {
    const cells = this.#cells
    const base = column * this.height
    const beside = base + this.height
    const first = Math.floor(y)
    const last = Math.ceil(end) - 1
    const head = sign * ((first === last ? end : first + 1) - y)
    let left = head * (x + (head * sign * slope) / 2)
    cells[base + first]! += head - left
    cells[beside + first]! += left
    if (first === last) return
    // Whole rows between: what lies to the left grows evenly.
    const perRow = sign * slope
    left = sign * x + (first + 1.5 - y) * perRow
    for (let row = first + 1; row < last; row++) {
      cells[base + row]! += sign - left
      cells[beside + row]! += left
      left += perRow
    }
    const tail = end - last
    left = sign * tail * (x + (last + tail / 2 - y) * slope)
    cells[base + last]! += sign * tail - left
    cells[beside + last]! += left
  }

  /** One edge's part within one row: `cover` is its signed height there. */
  #span(row: number, xFrom: number, xTo: number, cover: number): void {
    const { height, width } = this
    const cells = this.#cells
    let low = Math.min(xFrom, xTo)
    let high = Math.max(xFrom, xTo)
    if (low >= width) return
    if (high <= 0) {
      cells[row]! += cover
      return
    }
    if (low < 0 || high > width) {
      // Cut at the grid's sides: the part left of it covers whole rows, the part right of it nothing.
      const perX = cover / (high - low)
      if (low < 0) {
        cells[row]! += -low * perX
        low = 0
      }
      high = Math.min(high, width)
      cover = (high - low) * perX
    }
    const first = Math.floor(low)
    const last = Math.ceil(high) - 1
    let at = first * height + row
    if (last <= first) {
      const left = cover * ((low + high) / 2 - first)
      cells[at]! += cover - left
      cells[at + height]! += left
      return
    }
    const perX = cover / (high - low)
    // A triangle in the first pixel, trapezia between, and what is left in the last.
    const head = first + 1 - low
    let before = 0.5 * perX * head * head
    let done = perX * head
    cells[at]! += before
    for (let x = first + 1; x < last; x++) {
      const area = done + 0.5 * perX
      cells[(at += height)]! += area - before
      before = area
      done += perX
    }
    const tail = high - last
    const area = done + perX * tail * (1 - 0.5 * tail)
    cells[(at += height)]! += area - before
    cells[at + height]! += cover - area
  }
}
