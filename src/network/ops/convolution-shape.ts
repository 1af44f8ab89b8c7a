/** The numbers of one grouped convolution, channels last: x is [batch, height, width, inputChannels]. */
export interface ConvolutionShape {
  readonly batch: number
  readonly height: number
  readonly width: number
  readonly inputChannels: number
  readonly outputChannels: number
  readonly filterHeight: number
  readonly filterWidth: number
  /** Along both axes; an input of height 1 keeps its height. */
  readonly stride: number
  /** Rows of zeros above the input, and as many below. */
  readonly paddingHeight: number
  /** Columns of zeros on the left, and as many on the right. */
  readonly paddingWidth: number
  readonly groups: number
}

/** A filter's part of a shape, padded by half its sides: without a stride the output is as large as the input. */
export const filterOf = (
  height: number,
  width: number,
): Pick<ConvolutionShape, 'filterHeight' | 'filterWidth' | 'paddingHeight' | 'paddingWidth'> => ({
  filterHeight: height,
  filterWidth: width,
  paddingHeight: height >> 1,
  paddingWidth: width >> 1,
})

export const outputHeight = (s: ConvolutionShape): number =>
  Math.floor((s.height + 2 * s.paddingHeight - s.filterHeight) / s.stride) + 1

export const outputWidth = (s: ConvolutionShape): number =>
  Math.floor((s.width + 2 * s.paddingWidth - s.filterWidth) / s.stride) + 1

export const inputShape = (s: ConvolutionShape): [number, number, number, number] => [
  s.batch,
  s.height,
  s.width,
  s.inputChannels,
]

export const outputShape = (s: ConvolutionShape): [number, number, number, number] => [
  s.batch,
  outputHeight(s),
  outputWidth(s),
  s.outputChannels,
]

export const filterShape = (s: ConvolutionShape): [number, number, number, number] => [
  s.filterHeight,
  s.filterWidth,
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
