import type { Calibration } from '../../src/training/calibration.ts'
import type { CollectedFold } from '../../src/training/collected.ts'

/** A line of a chart; `x` and `y` in the chart's units. */
interface Line {
  readonly points: readonly (readonly [number, number])[]
  readonly style: string
}

interface Axes {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly width: readonly [number, number]
  readonly height: readonly [number, number]
}

const WIDTH = 320
const HEIGHT = 220
const LEFT = 52
const RIGHT = 10
const TOP = 26
const BOTTOM = 38
const TICKS = 5

/** Loss of each epoch: training dashed, held-out days solid, a line a fold. */
export const lossChart = (folds: readonly CollectedFold[]): string => {
  const losses = folds.flatMap(({ history }) =>
    history.flatMap(({ loss, validationLoss }) => [loss, validationLoss]),
  )
  const top = Math.ceil(Math.max(...losses.filter(Number.isFinite)) * 10) / 10
  return overEpochs(
    folds,
    { title: 'Loss: training dashed, held out solid', y: 'cross-entropy', height: [0, top] },
    [
      ['loss', 'stroke-dasharray="4 3" opacity="0.6"'],
      ['validationLoss', ''],
    ],
  )
}

/** The paper's F1 on held-out days after each epoch, a line a fold. */
export const f1Chart = (folds: readonly CollectedFold[]): string =>
  overEpochs(folds, { title: 'Mean F1 on held-out days', y: 'mean F1', height: [0, 1] }, [
    ['validationF1', ''],
  ])

function overEpochs(
  folds: readonly CollectedFold[],
  axes: Pick<Axes, 'title' | 'y' | 'height'>,
  of: readonly (readonly ['loss' | 'validationLoss' | 'validationF1', string])[],
): string {
  const epochs = Math.max(2, ...folds.map(({ history }) => history.length))
  const lines = folds.flatMap(({ history }, k) =>
    of.map(([name, more]) => ({
      points: history.map((record) => [record.epoch, record[name]] as const),
      style: `stroke="hsl(${(k * 360) / folds.length} 60% 40%)" ${more}`,
    })),
  )
  return chart({ ...axes, x: 'epoch', width: [1, epochs] }, lines)
}

/** What was said against what was so; the diagonal is a perfect answer, dots grow with the days in them. */
export function reliabilityChart(title: string, { bins, error, brier }: Calibration): string {
  const known = bins.filter(({ days }) => days > 0)
  const most = Math.max(1, ...known.map(({ days }) => days))
  const axes: Axes = {
    title: `${title}: error ${error?.toFixed(3) ?? '–'}, Brier ${brier?.toFixed(3) ?? '–'}`,
    x: 'probability said',
    y: 'share of yes',
    width: [0, 1],
    height: [0, 1],
  }
  const dots = known.map(({ said, was, days }) => {
    const [x, y] = place(axes, said!, was!)
    return `<circle cx="${x}" cy="${y}" r="${(2 + 4 * Math.sqrt(days / most)).toFixed(1)}" fill="#246"><title>${days} days</title></circle>`
  })
  return chart(
    axes,
    [
      { points: [[0, 0], [1, 1]], style: 'stroke="#999" stroke-dasharray="4 3"' }, // prettier-ignore
      { points: known.map(({ said, was }) => [said!, was!]), style: 'stroke="#246"' },
    ],
    dots.join(''),
  )
}

function chart(axes: Axes, lines: readonly Line[], more = ''): string {
  const drawn = lines
    .map(({ points, style }) => {
      const path = points.filter(([, y]) => Number.isFinite(y)).map(([x, y]) => place(axes, x, y).join(','))
      return `<polyline points="${path.join(' ')}" fill="none" stroke-width="1.5" ${style}/>`
    })
    .join('')
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${axes.title}">` +
    `<text x="${LEFT}" y="14" font-weight="600">${axes.title}</text>${frame(axes)}${drawn}${more}</svg>`
  )
}

function frame({ x, y, width, height }: Axes): string {
  const axes = { x, y, width, height }
  const between = ([low, high]: readonly [number, number], k: number): number =>
    low + ((high - low) * k) / TICKS
  const label = (value: number): string => String(Number(value.toPrecision(2)))
  const ticks = Array.from({ length: TICKS + 1 }, (_, k) => {
    const [left, bottom] = place(axes, between(width, k), between(height, k))
    return (
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}" stroke="#ddd"/>` +
      `<text x="${LEFT - 5}" y="${bottom + 3}" text-anchor="end">${label(between(height, k))}</text>` +
      `<text x="${left}" y="${HEIGHT - BOTTOM + 13}" text-anchor="middle">${label(between(width, k))}</text>`
    )
  })
  const middle = (TOP + HEIGHT - BOTTOM) / 2
  return (
    ticks.join('') +
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${x}</text>` +
    `<text transform="translate(11 ${middle}) rotate(-90)" text-anchor="middle">${y}</text>`
  )
}

/** Pixels from the top left, to a tenth. */
function place({ width, height }: Pick<Axes, 'width' | 'height'>, x: number, y: number): [number, number] {
  const share = ([low, high]: readonly [number, number], value: number): number =>
    (value - low) / (high - low)
  const tenth = (value: number): number => Math.round(value * 10) / 10
  return [
    tenth(LEFT + share(width, x) * (WIDTH - LEFT - RIGHT)),
    tenth(HEIGHT - BOTTOM - share(height, y) * (HEIGHT - TOP - BOTTOM)),
  ]
}
