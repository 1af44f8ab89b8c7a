/** Ten steps of the perceptually uniform colour map "inferno" (van der Walt and Smith, CC0). */
const INFERNO = [
  [0, 0, 4],
  [27, 12, 65],
  [74, 12, 107],
  [120, 28, 109],
  [165, 44, 96],
  [207, 68, 70],
  [237, 105, 37],
  [251, 155, 6],
  [247, 209, 61],
  [252, 255, 164],
] as const

/** At full heat the picture still shines through. */
const MOST_OPAQUE = 0.8

/** Red, green, blue and alpha, 0 to 255, of a heat from 0 (transparent) to 1. */
export function heatColour(heat: number): [number, number, number, number] {
  const share = Math.min(1, Math.max(0, heat))
  const at = share * (INFERNO.length - 1)
  const below = INFERNO[Math.floor(at)]!
  const above = INFERNO[Math.ceil(at)]!
  const mix = (k: 0 | 1 | 2): number => below[k] + (above[k] - below[k]) * (at - Math.floor(at))
  return [mix(0), mix(1), mix(2), 255 * MOST_OPAQUE * share]
}

/**
 * Colours a heat map and enlarges it smoothly (bilinear, half-pixel centres).
 * @param map values 0 to 1, shape [side, side]
 * @returns RGBA, shape [size, size, 4]
 */
export function colourHeat(map: Float32Array, side: number, size: number): Uint8ClampedArray<ArrayBuffer> {
  if (map.length !== side * side)
    throw new RangeError(`A map of ${map.length} values is not ${side} × ${side}`)
  const colours = Array.from({ length: 256 }, (_, i) => heatColour(i / 255))
  const pixels = new Uint8ClampedArray(size * size * 4)
  const source = Array.from({ length: size }, (_, i) => {
    const at = Math.min(side - 1, Math.max(0, ((i + 0.5) * side) / size - 0.5))
    const below = Math.floor(at)
    return { below, above: Math.min(side - 1, below + 1), share: at - below }
  })
  for (const [y, row] of source.entries())
    for (const [x, column] of source.entries()) {
      const at = (r: number, c: number): number => map[r * side + c] as number
      const upper =
        at(row.below, column.below) * (1 - column.share) + at(row.below, column.above) * column.share
      const lower =
        at(row.above, column.below) * (1 - column.share) + at(row.above, column.above) * column.share
      const heat = upper + (lower - upper) * row.share
      const colour = colours[Math.min(255, Math.max(0, Math.round(heat * 255)))]
      if (colour) pixels.set(colour, 4 * (y * size + x))
    }
  return pixels
}
