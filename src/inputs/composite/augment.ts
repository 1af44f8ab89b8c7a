import { filtered, gaussianKernel, sharpeningKernel, type Shape } from './filters.ts'

/** A seeded source of chance, so that a run can be repeated. */
export interface Chance {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Standard normal. */
  normal(): number
}

/** Where a channel's row lies, as shares of the picture's height from its top. */
export interface RowSpan {
  readonly top: number
  readonly bottom: number
}

/** How often a picture is changed in each way, 0 to 1. */
export interface Augmentation {
  /** Noise of a variance between 10 and 50 on every level. */
  readonly noise: number
  /** A blur or a sharpening, with equal chance. */
  readonly filter: number
  /** One to three vertical strips become black: stretches of the day that nobody knows. */
  readonly strips: number
  /** Of each strip, as a share of the picture's width. */
  readonly stripWidth: number
  /** One row becomes black, or more where there are many: channels that were not worn. */
  readonly rows: number
}

/** As the authors trained (reference 4.6); their strips are written down but never used. */
export const NOTEBOOK_AUGMENTATION: Augmentation = {
  noise: 0.5,
  filter: 0.5,
  strips: 0,
  stripWidth: 84 / 224,
  rows: 0,
}

/** Ours: the same, and missing hours and sensors, which are what really differs between days. */
export const RECOMMENDED_AUGMENTATION: Augmentation = {
  noise: 0.5,
  filter: 0.5,
  strips: 0.5,
  stripWidth: 1 / 16,
  rows: 0.25,
}

const VARIANCES = [10, 50] as const
const BLURS = [3, 5, 7] as const
const ALPHAS = [0.2, 0.5] as const
const LIGHTNESSES = [0.5, 1] as const
const MOST_STRIPS = 3
/** At most one row of so many is blanked. */
const ROWS_FOR_ONE = 5

/**
 * A changed copy of a picture for training; never for validation, where a score would depend on chance.
 *
 * Noise comes first, then the filter, then what is blanked, so that black stays black. A grey picture that a
 * network is given three times gets the same noise in all three; the notebooks' three differ.
 * @param pixels levels 0 to 255, shape [height, width, depth]
 * @param rows of the picture's channels; none are blanked where there are none
 */
export function augmented(
  pixels: Uint8ClampedArray,
  shape: Shape,
  rows: readonly RowSpan[],
  { noise, filter, strips, stripWidth, rows: rowChance }: Augmentation,
  random: Chance,
): Uint8ClampedArray {
  const happens = (chance: number): boolean => random.uniform() < chance
  let changed: Uint8ClampedArray = pixels.slice()
  if (happens(noise)) addNoise(changed, between(VARIANCES, random), random)
  if (happens(filter)) changed = filtered(changed, shape, kernelBy(random))
  if (happens(strips)) blankStrips(changed, shape, stripWidth, random)
  if (happens(rowChance)) blankRows(changed, shape, rows, random)
  return changed
}

const between = ([low, high]: readonly [number, number], random: Chance): number =>
  low + (high - low) * random.uniform()

/** One of 0 … count − 1. */
const oneOf = (count: number, random: Chance): number => Math.floor(count * random.uniform())

/** Levels are cut off to whole numbers, as NumPy's conversion to bytes does. */
function addNoise(pixels: Uint8ClampedArray, variance: number, random: Chance): void {
  const deviation = Math.sqrt(variance)
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = Math.floor((pixels[i] as number) + deviation * random.normal())
}

const kernelBy = (random: Chance): number[][] =>
  random.uniform() < 0.5
    ? gaussianKernel(BLURS[oneOf(BLURS.length, random)] as number)
    : sharpeningKernel(between(ALPHAS, random), between(LIGHTNESSES, random))

function blankStrips(pixels: Uint8ClampedArray, shape: Shape, share: number, random: Chance): void {
  const { height, width, depth } = shape
  const wide = Math.max(1, Math.round(share * width))
  const count = 1 + oneOf(MOST_STRIPS, random)
  for (let k = 0; k < count; k++) {
    const from = oneOf(width - wide + 1, random)
    for (let y = 0; y < height; y++)
      pixels.fill(0, (y * width + from) * depth, (y * width + from + wide) * depth)
  }
}

function blankRows(
  pixels: Uint8ClampedArray,
  { height, width, depth }: Shape,
  rows: readonly RowSpan[],
  random: Chance,
): void {
  if (rows.length === 0) return
  const count = 1 + oneOf(Math.ceil(rows.length / ROWS_FOR_ONE), random)
  for (let k = 0; k < count; k++) {
    const { top, bottom } = rows[oneOf(rows.length, random)] as RowSpan
    const line = width * depth
    pixels.fill(0, Math.floor(top * height) * line, Math.ceil(bottom * height) * line)
  }
}
