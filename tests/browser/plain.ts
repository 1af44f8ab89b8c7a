/** Plain references in float64 loops, written for nothing but to be obviously right. */
import type { ConvolutionShape } from '../../src/network/ops/convolution-shape.ts'
import { filterShape, outputHeight, outputWidth } from '../../src/network/ops/convolution-shape.ts'

export type Numbers = Float64Array | Float32Array | number[]

/** [m, k] × [k, n], either side given transposed. */
export function product(
  a: Numbers,
  b: Numbers,
  [m, k, n]: readonly [number, number, number],
  transposeA = false,
  transposeB = false,
): Float64Array {
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let l = 0; l < k; l++)
        out[i * n + j]! +=
          (a[transposeA ? l * m + i : i * k + l] as number) *
          (b[transposeB ? j * k + l : l * n + j] as number)
  return out
}

/** Calls back once for each product that a convolution sums: indices into x, the filter and y. */
function eachTerm(s: ConvolutionShape, visit: (x: number, filter: number, y: number) => void): void {
  const height = outputHeight(s)
  const width = outputWidth(s)
  const inGroup = s.inputChannels / s.groups
  const outGroup = s.outputChannels / s.groups
  for (let b = 0; b < s.batch; b++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        for (let out = 0; out < s.outputChannels; out++)
          for (let i = 0; i < s.filterHeight; i++)
            for (let j = 0; j < s.filterWidth; j++)
              for (let c = 0; c < inGroup; c++) {
                const y = row * s.stride - s.paddingHeight + i
                const x = column * s.stride - s.paddingWidth + j
                if (y < 0 || y >= s.height || x < 0 || x >= s.width) continue
                const channel = Math.floor(out / outGroup) * inGroup + c
                visit(
                  ((b * s.height + y) * s.width + x) * s.inputChannels + channel,
                  ((i * s.filterWidth + j) * inGroup + c) * s.outputChannels + out,
                  ((b * height + row) * width + column) * s.outputChannels + out,
                )
              }
}

const zeros = (shape: readonly number[]): Float64Array => new Float64Array(shape.reduce((a, b) => a * b, 1))

export function convolutionForward(x: Numbers, filter: Numbers, s: ConvolutionShape): Float64Array {
  const y = zeros([s.batch, outputHeight(s), outputWidth(s), s.outputChannels])
  eachTerm(s, (ix, iw, iy) => (y[iy]! += (x[ix] as number) * (filter[iw] as number)))
  return y
}

export function convolutionInputGradient(dy: Numbers, filter: Numbers, s: ConvolutionShape): Float64Array {
  const dx = zeros([s.batch, s.height, s.width, s.inputChannels])
  eachTerm(s, (ix, iw, iy) => (dx[ix]! += (dy[iy] as number) * (filter[iw] as number)))
  return dx
}

export function convolutionFilterGradient(x: Numbers, dy: Numbers, s: ConvolutionShape): Float64Array {
  const dw = zeros(filterShape(s))
  eachTerm(s, (ix, iw, iy) => (dw[iw]! += (x[ix] as number) * (dy[iy] as number)))
  return dw
}
