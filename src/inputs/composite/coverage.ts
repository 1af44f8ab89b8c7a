/** Pixels to the side a row: edges that lean less are walked by columns. */
const STEEP = 0.5

/** Runs of more rows than this are kept as differences. */
const LONG = 8

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
  #width = 0
  #height = 0
  #cells = new Float32Array(0)
  #sums = new Float32Array(0)
  // Runs of rows that grow evenly are kept as differences of the first and second order: however long they are,
  // they cost the same. Doubles, since rounding adds up down a column.
  #firsts = new Float64Array(0)
  #seconds = new Float64Array(0)
  #hasRuns = new Uint8Array(0)

  /** Takes another size; the grid must be empty, as it is at first and after `blend`. */
  resize(width: number, height: number): void {
    this.#width = width
    this.#height = height
    // Columns beyond the last take what lies right of the grid.
    const size = (width + 2) * height
    if (this.#cells.length < size) {
      this.#cells = new Float32Array(size)
      this.#firsts = new Float64Array(size)
      this.#seconds = new Float64Array(size)
    }
    if (this.#hasRuns.length < width + 2) this.#hasRuns = new Uint8Array(width + 2)
    if (this.#sums.length < height) this.#sums = new Float32Array(height)
  }

  /**
   * Adds edges, in pixels; what is outside the grid is cut off. Many at once, since numbers handed to a function one
   * by one are put on the heap first, which takes longer than most edges do.
   * @param ends x and y of an edge's first end, then of its other end, then the next edge's
   * @param count of numbers in `ends`
   */
  add(ends: Float64Array, count: number): void {
    const height = this.#height
    const width = this.#width
    const cells = this.#cells
    for (let i = 0; i < count; i += 4) {
      let topX = ends[i] as number
      let topY = ends[i + 1] as number
      let bottomX = ends[i + 2] as number
      let bottomY = ends[i + 3] as number
      if (topY === bottomY) continue
      let sign = 1
      if (topY > bottomY) {
        const [x, y] = [topX, topY]
        topX = bottomX
        topY = bottomY
        bottomX = x
        bottomY = y
        sign = -1
      }
      if (bottomY <= 0 || topY >= height) continue
      if (topY >= 0) {
        const row = topY | 0
        if (bottomY <= row + 1) {
          const cover = sign * (bottomY - topY)
          const low = topX < bottomX ? topX : bottomX
          const high = topX < bottomX ? bottomX : topX
          const column = low | 0
          if (low >= 0 && high <= width && high <= column + 1) {
            const at = column * height + row
            const left = cover * ((low + high) / 2 - column)
            cells[at]! += cover - left
            cells[at + height]! += left
          } else this.#span(row, topX, bottomX, cover)
          continue
        }
      }
      const slope = (bottomX - topX) / (bottomY - topY)
      if (topY < 0) {
        topX -= topY * slope
        topY = 0
      }
      const end = bottomY < height ? bottomY : height
      // A flat edge may overshoot by rounding, so the end's own x is only used where the edge isn't cut off.
      const endX = end === bottomY ? bottomX : topX + (end - topY) * slope
      const low = topX < endX ? topX : endX
      const high = topX < endX ? endX : topX
      const column = low | 0
      if (low >= 0 && column < width && high <= column + 1)
        this.#within(column, topX - column, topY, end, slope, sign)
      else if (low >= 0 && high <= width && slope < STEEP && slope > -STEEP)
        this.#byColumns(topX, topY, end, endX, slope, sign)
      else this.#byRows(topX, topY, end, slope, sign)
    }
  }

  /** Coverage 0 to 1 becomes grey 0 to 255, written to `pixels` where it is brighter; the grid is empty after. */
  blend(pixels: Uint8ClampedArray, stride: number, left: number, top: number): void {
    const width = this.#width
    const height = this.#height
    const cells = this.#cells
    const sums = this.#sums.fill(0)
    let cell = 0
    for (let x = 0; x < width; x++) {
      if (this.#hasRuns[x]) this.#addRuns(x)
      let at = top * stride + left + x
      for (let y = 0; y < height; y++, at += stride, cell++) {
        const sum = (sums[y] as number) + (cells[cell] as number)
        cells[cell] = 0
        sums[y] = sum
        // Most of a row is empty, but for what rounding leaves behind.
        if (sum < DARK && sum > -DARK) continue
        const grey = 255 * (sum < 0 ? -sum : sum)
        if (grey > (pixels[at] as number)) pixels[at] = grey
      }
    }
    cells.fill(0, cell)
    this.#firsts.fill(0, cell)
    this.#seconds.fill(0, cell)
    this.#hasRuns.fill(0)
  }

  /** Adds a column's runs to its cells, and forgets them. */
  #addRuns(column: number): void {
    const height = this.#height
    const cells = this.#cells
    const firsts = this.#firsts
    const seconds = this.#seconds
    let perRow = 0
    let value = 0
    const end = (column + 1) * height
    for (let at = column * height; at < end; at++) {
      perRow += seconds[at] as number
      value += perRow + (firsts[at] as number)
      firsts[at] = 0
      seconds[at] = 0
      cells[at]! += value
    }
  }

  /** An edge that leans much, or lies partly outside, a row at a time. */
  #byRows(x: number, y: number, end: number, slope: number, sign: number): void {
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
    const base = column * this.#height
    const beside = base + this.#height
    const first = y | 0
    let last = end | 0
    if (last === end) last--
    const head = sign * ((first === last ? end : first + 1) - y)
    let left = head * (x + (head * sign * slope) / 2)
    cells[base + first]! += head - left
    cells[beside + first]! += left
    if (first === last) return
    // Whole rows between: what lies to the left grows evenly.
    const perRow = sign * slope
    left = sign * x + (first + 1.5 - y) * perRow
    if (last - first > LONG) {
      this.#run(column, first + 1, last, sign - left, -perRow)
      this.#run(column + 1, first + 1, last, left, perRow)
    } else
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

  /** Adds `start`, `start + perRow`, … to a column's rows from `from` to before `to`. */
  #run(column: number, from: number, to: number, start: number, perRow: number): void {
    const base = column * this.#height
    const firsts = this.#firsts
    const seconds = this.#seconds
    firsts[base + from]! += start
    firsts[base + to]! -= start + (to - from - 1) * perRow
    seconds[base + from + 1]! += perRow
    seconds[base + to]! -= perRow
    this.#hasRuns[column] = 1
  }

  /** One edge's part within one row: `cover` is its signed height there. */
  #span(row: number, xFrom: number, xTo: number, cover: number): void {
    const height = this.#height
    const width = this.#width
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
