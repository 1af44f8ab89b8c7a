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

/** Of colours on either side of the middle, so that no evidence is one of them. */
const STEPS = 127

/** Red, green, blue and alpha, 0 to 255, of a heat from 0 (transparent) to 1. */
export function heatColour(heat: number): [number, number, number, number] {
  const share = Math.min(1, Math.max(0, heat))
  const at = share * (INFERNO.length - 1)
  const below = INFERNO[Math.floor(at)]!
  const above = INFERNO[Math.ceil(at)]!
  const mix = (k: 0 | 1 | 2): number => below[k] + (above[k] - below[k]) * (at - Math.floor(at))
  return [mix(0), mix(1), mix(2), 255 * MOST_OPAQUE * share]
}

/** Blue against the answer and orange for it; both get lighter, and none is told from the other by red and green. */
const AGAINST = [
  [22, 60, 140],
  [40, 120, 220],
  [150, 215, 255],
] as const
const FOR = [
  [140, 60, 0],
  [235, 120, 10],
  [255, 220, 120],
] as const

/** Red, green, blue and alpha, 0 to 255, of evidence from −1 (against) over 0 (transparent) to 1 (for). */
export function evidenceColour(evidence: number): [number, number, number, number] {
  const size = Math.min(1, Math.abs(evidence))
  const colours = evidence < 0 ? AGAINST : FOR
  const at = size * (colours.length - 1)
  const below = colours[Math.floor(at)]!
  const above = colours[Math.ceil(at)]!
  const mix = (k: 0 | 1 | 2): number => below[k] + (above[k] - below[k]) * (at - Math.floor(at))
  // The root: faint evidence is many places, and would not be seen.
  return [mix(0), mix(1), mix(2), 255 * MOST_OPAQUE * Math.sqrt(size)]
}

/**
 * Colours a heat map and enlarges it smoothly (bilinear, half-pixel centres).
 * @param map values 0 to 1, or, of evidence, −1 to 1; shape [side, side]
 * @returns RGBA, shape [size, size, 4]
 */
export function colourHeat(
  map: Float32Array,
  side: number,
  size: number,
  of: 'heat' | 'evidence' = 'heat',
): Uint8ClampedArray<ArrayBuffer> {
  if (map.length !== side * side)
    throw new RangeError(`A map of ${map.length} values is not ${side} × ${side}`)
  const colours = Array.from({ length: 2 * STEPS + 1 }, (_, i) =>
    of === 'heat' ? heatColour(i / (2 * STEPS)) : evidenceColour(i / STEPS - 1),
  )
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
      const share = of === 'heat' ? heat : (heat + 1) / 2
      const colour = colours[Math.min(2 * STEPS, Math.max(0, Math.round(2 * STEPS * share)))]
      if (colour) pixels.set(colour, 4 * (y * size + x))
    }
  return pixels
}
