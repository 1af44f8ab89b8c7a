/** The numbers of one grouped convolution, channels last: x is [batch, height, width, inputChannels]. */
export interface ConvolutionShape {
  readonly batch: number
  readonly height: number
  readonly width: number
  readonly inputChannels: number
  readonly outputChannels: number
  /** Side of the square filter. */
  readonly side: number
  readonly stride: number
  /** Zeros around the input, on all four edges. */
  readonly padding: number
  readonly groups: number
}

export const outputSide = (shape: ConvolutionShape, input: number): number =>
  Math.floor((input + 2 * shape.padding - shape.side) / shape.stride) + 1

export const inputShape = (s: ConvolutionShape): [number, number, number, number] => [
  s.batch,
  s.height,
  s.width,
  s.inputChannels,
]

export const outputShape = (s: ConvolutionShape): [number, number, number, number] => [
  s.batch,
  outputSide(s, s.height),
  outputSide(s, s.width),
  s.outputChannels,
]

export const filterShape = (s: ConvolutionShape): [number, number, number, number] => [
  s.side,
  s.side,
  s.inputChannels / s.groups,
  s.outputChannels,
]

/** @throws RangeError when channels do not divide into groups */
export function checkGroups(s: ConvolutionShape): void {
  if (s.inputChannels % s.groups !== 0 || s.outputChannels % s.groups !== 0)
    throw new RangeError(
      `${s.inputChannels} input and ${s.outputChannels} output channels do not divide into ${s.groups} groups`,
    )
}
