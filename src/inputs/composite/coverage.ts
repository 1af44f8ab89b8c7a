/**
 * Signed area coverage of polygons on a grid of pixels: every edge adds, to the pixels it crosses, how much of
 * them lies to its right; a running sum along each row then gives the coverage. Overlapping polygons of one
 * orientation add up and are clamped, as anti-aliased strokes do.
 */
export class CoverageGrid {
  readonly width: number
  readonly height: number
  readonly #cells: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    // One cell more a row takes what lies right of the grid.
    this.#cells = new Float32Array((width + 2) * height)
  }

  /** Adds the edge from (x0, y0) to (x1, y1), in pixels; what is outside the grid is cut off. */
  edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return
    const down = y0 < y1 ? 1 : -1
    const [topX, topY, bottomX, bottomY] = down === 1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0]
    if (bottomY <= 0 || topY >= this.height) return
    const slope = (bottomX - topX) / (bottomY - topY)
    let x = topX
    let y = topY
    if (y < 0) {
      x -= y * slope
      y = 0
    }
    const end = Math.min(bottomY, this.height)
    while (y < end) {
      const row = Math.floor(y)
      const nextY = Math.min(row + 1, end)
      const nextX = x + (nextY - y) * slope
      this.#span(row, x, nextX, down * (nextY - y))
      x = nextX
      y = nextY
    }
  }

  /** Coverage 0 to 1 becomes grey 0 to 255, written to `pixels` where it is brighter. */
  blend(pixels: Uint8ClampedArray, stride: number, left: number, top: number): void {
    for (let y = 0; y < this.height; y++) {
      let sum = 0
      let cell = y * (this.width + 2)
      let at = (top + y) * stride + left
      for (let x = 0; x < this.width; x++, at++) {
        sum += this.#cells[cell++] as number
        const grey = 255 * Math.min(1, Math.abs(sum))
        if (grey > (pixels[at] as number)) pixels[at] = grey
      }
    }
  }

  /** One edge's part within one row: `cover` is its signed height there. */
  #span(row: number, xFrom: number, xTo: number, cover: number): void {
    const base = row * (this.width + 2)
    const cells = this.#cells
    let [low, high] = xFrom < xTo ? [xFrom, xTo] : [xTo, xFrom]
    if (low >= this.width) return
    if (high <= 0) {
      cells[base]! += cover
      return
    }
    if (low < 0 || high > this.width) {
      // Cut at the grid's sides: the part left of it covers whole rows, the part right of it nothing.
      const perX = cover / (high - low)
      if (low < 0) {
        cells[base]! += -low * perX
        low = 0
      }
      high = Math.min(high, this.width)
      cover = (high - low) * perX
      if (high === low) return
    }
    const first = Math.floor(low)
    const last = Math.ceil(high) - 1
    if (last <= first) {
      const right = 1 - ((low + high) / 2 - first)
      cells[base + first]! += cover * right
      cells[base + first + 1]! += cover * (1 - right)
      return
    }
    const perX = cover / (high - low)
    // Triangle in the first pixel, trapezia between, and what is left in the last.
    const head = first + 1 - low
    const firstArea = 0.5 * perX * head * head
    cells[base + first]! += firstArea
    let before = firstArea
    let done = perX * head
    for (let x = first + 1; x < last; x++) {
      const area = done + 0.5 * perX
      cells[base + x]! += area - before
      before = area
      done += perX
    }
    const tail = high - last
    const area = done + perX * tail - 0.5 * perX * tail * tail
    cells[base + last]! += area - before
    cells[base + last + 1]! += cover - area
  }
}
