/** One output pixel's share of an input line: input indices from `first` and a weight for each. */
interface Taps {
  readonly first: number
  readonly weights: readonly number[]
}

/** How the pixels of a line of `from` pixels fall into one of `to`; weights sum to 1. */
function taps(from: number, to: number): Taps[] {
  const scale = from / to
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * scale, (i + 1) * scale]
    const first = Math.floor(start)
    const last = Math.min(from, Math.ceil(end - 1e-9))
    const weights = []
    for (let p = first; p < last; p++) weights.push((Math.min(p + 1, end) - Math.max(p, start)) / scale)
    return { first, weights }
  })
}

/**
 * Shrinks a grey picture so that every pixel counts by the area it takes in the small one: no thin line is
 * lost, as it is with the notebooks' bilinear sampling.
 * @param pixels shape [height, width]
 * @returns shape [toHeight, toWidth]
 */
export function areaAverage(
  pixels: ArrayLike<number>,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number = toWidth,
): Uint8ClampedArray {
  const narrow = new Float32Array(height * toWidth)
  for (const [x, { first, weights }] of taps(width, toWidth).entries())
    for (let y = 0; y < height; y++) {
      let sum = 0
      const at = y * width + first
      for (let k = 0; k < weights.length; k++) sum += (pixels[at + k] as number) * (weights[k] as number)
      narrow[y * toWidth + x] = sum
    }
  const small = new Uint8ClampedArray(toHeight * toWidth)
  for (const [y, { first, weights }] of taps(height, toHeight).entries())
    for (let x = 0; x < toWidth; x++) {
      let sum = 0
      for (let k = 0; k < weights.length; k++)
        sum += (narrow[(first + k) * toWidth + x] as number) * (weights[k] as number)
      small[y * toWidth + x] = sum
    }
  return small
}
