import type uPlot from 'uplot'
import type { DayStart } from '../../lifelog/day.ts'
import { clockAt } from './cursor.ts'
import type { Stretch } from './zoom.ts'

export interface ZoomChart {
  show(stretch: Stretch): void
  destroy(): void
}

const HEIGHT = 240
/** Distances between the clock's marks, in seconds. */
const MARKS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10_800, 21_600]
/** Clock times are wide. */
const MARK_WIDTH = 72

/**
 * One channel over the clock. Dragging along it chooses a stretch. The chart library is fetched when the first chart is.
 * @param series seconds after the day's start, and values
 */
export async function mountZoom(
  place: HTMLElement,
  series: [number[], (number | null)[]],
  start: DayStart,
  chosen: (stretch: Stretch) => void,
): Promise<ZoomChart> {
  const [{ default: Plot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')])
  const style = getComputedStyle(place)
  const colour = (name: string) => (): string => style.getPropertyValue(name).trim()
  const axis: uPlot.Axis = {
    stroke: colour('--ink-soft'),
    font: '12px Figtree, sans-serif',
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    gap: 6,
  }
  const plot = new Plot(
    {
      width: place.clientWidth || 320,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 }, y: false },
      scales: { x: { time: false }, y: {} },
      axes: [
        {
          ...axis,
          size: 28,
          space: MARK_WIDTH,
          incrs: MARKS,
          values: (_, seconds) => seconds.map((second) => clockAt(second, start)),
        },
        { ...axis, size: 56 },
      ],
      series: [{}, { stroke: colour('--accent'), width: 1.5, spanGaps: false }],
      hooks: {
        setSelect: [
          (self) => {
            const { left, width } = self.select
            if (width > 2) chosen({ from: self.posToVal(left, 'x'), to: self.posToVal(left + width, 'x') })
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          },
        ],
      },
    },
    series,
    place,
  )
  const sizes = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT }))
  sizes.observe(place)
  return {
    show: ({ from, to }) => plot.setScale('x', { min: from, max: to }),
    destroy() {
      sizes.disconnect()
      plot.destroy()
    },
  }
}
