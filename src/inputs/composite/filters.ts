/** Levels 0 to 255 of a small picture, [height, width, depth]. */
export interface Shape {
  readonly height: number
  readonly width: number
  readonly depth: number
}

/**
 * Correlates every component with a square kernel; the picture is mirrored at its border, the border itself not
 * repeated (OpenCV's default).
 * @param kernel odd side, row by row
 * @returns rounded and clamped levels of the same shape
 */
export function filtered(
  pixels: Uint8ClampedArray,
  { height, width, depth }: Shape,
  kernel: readonly (readonly number[])[],
): Uint8ClampedArray {
  const size = kernel.length
  const reach = size >> 1
  const weights = Float64Array.from(kernel.flat())
  // Offsets of the lines and columns around each place, mirrored at the border.
  const lines = Int32Array.from(
    { length: height + size },
    (_, i) => mirrored(i - reach, height) * width * depth,
  )
  const columns = Int32Array.from({ length: width + size }, (_, i) => mirrored(i - reach, width) * depth)
  const result = new Uint8ClampedArray(pixels.length)
  let at = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < depth; c++) {
        let sum = 0
        let k = 0
        for (let ky = y; ky < y + size; ky++) {
          const line = (lines[ky] as number) + c
          for (let kx = x; kx < x + size; kx++)
            sum += (weights[k++] as number) * (pixels[line + (columns[kx] as number)] as number)
        }
        result[at++] = sum
      }
  return result
}

function mirrored(at: number, length: number): number {
  if (length === 1) return 0
  const period = 2 * (length - 1)
  const folded = ((at % period) + period) % period
  return folded < length ? folded : period - folded
}

/**
 * A Gaussian of an odd side, σ = 0.3 ((side − 1) / 2 − 1) + 0.8 (OpenCV's rule; reference 4.6). Sums to 1.
 */
export function gaussianKernel(side: number): number[][] {
  const sigma = 0.3 * ((side - 1) / 2 - 1) + 0.8
  const line = Array.from({ length: side }, (_, i) =>
    Math.exp(-((i - (side - 1) / 2) ** 2) / (2 * sigma * sigma)),
  )
  const sum = line.reduce((total, weight) => total + weight, 0)
  return line.map((a) => line.map((b) => (a * b) / (sum * sum)))
}

/**
 * Albumentations' Sharpen (reference 4.6): `alpha` of a kernel of −1 around 8 + `lightness`, the rest the picture
 * as it is.
 */
export const sharpeningKernel = (alpha: number, lightness: number): number[][] =>
  [0, 1, 2].map((y) =>
    [0, 1, 2].map((x) => (x === 1 && y === 1 ? 1 - alpha + alpha * (8 + lightness) : -alpha)),
  )
