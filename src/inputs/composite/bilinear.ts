/**
 * The notebooks' way to the network's input: OpenCV's INTER_LINEAR without antialiasing (reference 4.5), which
 * looks at 2 × 2 pixels however much it shrinks. Kept for comparison; see area.ts for what we recommend.
 * @param pixels grey, shape [height, width]
 * @returns rounded grey, shape [toHeight, toWidth]
 */
export function bilinear(
  pixels: ArrayLike<number>,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number = toWidth,
): Uint8ClampedArray {
  const columns = taps(width, toWidth)
  const rows = taps(height, toHeight)
  const small = new Uint8ClampedArray(toWidth * toHeight)
  for (const [y, row] of rows.entries()) {
    const [upper, lower] = [row.before * width, row.after * width]
    for (const [x, { before, after, share }] of columns.entries()) {
      const above = mix(pixels[upper + before] as number, pixels[upper + after] as number, share)
      const below = mix(pixels[lower + before] as number, pixels[lower + after] as number, share)
      small[y * toWidth + x] = Math.round(mix(above, below, row.share))
    }
  }
  return small
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share

/** For each output pixel the two input pixels around its centre, the edge repeated. */
function taps(from: number, to: number): { before: number; after: number; share: number }[] {
  const last = from - 1
  return Array.from({ length: to }, (_, i) => {
    const at = Math.min(last, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    const before = Math.floor(at)
    return { before, after: Math.min(last, before + 1), share: at - before }
  })
}
