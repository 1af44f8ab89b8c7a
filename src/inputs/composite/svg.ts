import { SECONDS_A_DAY } from '../../lifelog/day.ts'
import { place } from './draw.ts'
import { HATCH_GREY } from './hatch.ts'
import { SIDE } from './layout.ts'
import type { ChannelLine } from './presets.ts'
import { simplify, type Path } from './simplify.ts'
import { LINE_WIDTH } from './stroke.ts'

/** What is written around a saved picture. */
export interface PictureWords {
  readonly title: string
  /** One for each row, from the top. */
  readonly names: readonly string[]
  /** Clock times and the second of the day each stands for. */
  readonly clock: readonly { readonly text: string; readonly second: number }[]
}

/** Room for the rows' names, and for the clock and the title, in pixels of the picture. */
export const MARGIN = { left: 150, top: 44, bottom: 40, right: 20 } as const

/** Lines are written as whole tenths of a pixel. */
const TENTHS = 10

/**
 * A picture as drawn lines, with named rows and a clock: nothing in it is a bitmap. Lines are simplified to a ninth
 * of a pixel; stretches of which nothing is known are hatched.
 * @returns an SVG document
 */
export function pictureSvg(lines: readonly ChannelLine[], { title, names, clock }: PictureWords): string {
  const { left, top, bottom, right } = MARGIN
  const [width, height] = [SIDE + left + right, SIDE + top + bottom]
  const box = lines[0]?.box ?? { left: 0, right: SIDE }
  const at = (second: number): string => number(box.left + (second / SECONDS_A_DAY) * (box.right - box.left))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-left} ${-top} ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="15">`,
    `<title>${escaped(title)}</title>`,
    '<defs>',
    `<pattern id="unknown" width="9" height="9" patternUnits="userSpaceOnUse"><path d="M-1 10L10 -1M-1 1L1 -1M8 10L10 8" stroke="${grey(HATCH_GREY)}" stroke-width="1.4"/></pattern>`,
    ...lines.map(
      ({ box: of }, i) =>
        `<clipPath id="row${i}">${rectangle(of.left, of.top, of.right, of.bottom)}</clipPath>`,
    ),
    '</defs>',
    `<rect x="${-left}" y="${-top}" width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${-left + 12}" y="-16" font-size="20">${escaped(title)}</text>`,
    `<rect width="${SIDE}" height="${SIDE}"/>`,
    ...lines.map(
      ({ box: of }, i) =>
        `<text x="-10" y="${number((of.top + of.bottom) / 2 + 5)}" text-anchor="end">${escaped(names[i] ?? '')}</text>`,
    ),
    ...lines.map((line, i) => rowOf(line, i)),
    ...clock.map(
      ({ text, second }) =>
        `<text x="${at(second)}" y="${SIDE + 24}" text-anchor="middle">${escaped(text)}</text>`,
    ),
    '</svg>',
  ].join('\n')
}

/** One row: its hatch, and its line cut off at its box. */
function rowOf(line: ChannelLine, i: number): string {
  const { values, box } = line
  const placed = place(line, 0, 0)
  const path: Path = { xs: new Float64Array(values.length), ys: new Float64Array(values.length), count: 0 }
  const gaps: string[] = []
  const drawn: string[] = []
  const wide = (box.right - box.left) / values.length
  let step = 0
  while (step < values.length) {
    const from = step
    while (step < values.length && values[step] !== values[step]) step++
    // Narrower than a pixel, no picture shows it.
    if ((step - from) * wide >= 1)
      gaps.push(rectangle(box.left + from * wide, box.top, box.left + step * wide, box.bottom))
    if (step === values.length) break
    step = simplify(placed, step, path)
    drawn.push(pathData(path))
  }
  return (
    `<g fill="url(#unknown)">${gaps.join('')}</g>` +
    `<g clip-path="url(#row${i})"><path transform="scale(${1 / TENTHS})" d="${drawn.join('')}" fill="none" ` +
    `stroke="#fff" stroke-width="${number(LINE_WIDTH * TENTHS)}" stroke-linejoin="round" stroke-linecap="square"/></g>`
  )
}

/** Whole tenths of a pixel, each vertex from the one before. */
function pathData({ xs, ys, count }: Path): string {
  let [x, y] = [tenths(xs[0] as number), tenths(ys[0] as number)]
  let data = `M${x} ${y}l0 0`
  for (let i = 1; i < count; i++) {
    const [toX, toY] = [tenths(xs[i] as number), tenths(ys[i] as number)]
    data += `${toX < x ? '' : ' '}${toX - x}${toY < y ? '' : ' '}${toY - y}`
    x = toX
    y = toY
  }
  return data
}

const tenths = (pixels: number): number => Math.round(pixels * TENTHS)

const number = (value: number): string => String(Math.round(value * 100) / 100)

const grey = (level: number): string => `rgb(${level},${level},${level})`

const rectangle = (left: number, top: number, right: number, bottom: number): string =>
  `<rect x="${number(left)}" y="${number(top)}" width="${number(right - left)}" height="${number(bottom - top)}"/>`

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] as string,
  )
