import type uPlot from 'uplot'
import type { Columns } from './curves.ts'

export interface MountedChart {
  set(columns: Columns): void
  destroy(): void
}

const HEIGHT = 208

/** Draws three curves over the epochs. The chart library is fetched when the first curve is. */
export async function mountChart(
  place: HTMLElement,
  options: { epochs: number; top: number | null },
): Promise<MountedChart> {
  const [{ default: Plot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')])
  const style = getComputedStyle(place)
  // Asked anew at each drawing: day and night may change while a run goes on.
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
      cursor: { show: false },
      scales: {
        x: { time: false, range: [1, Math.max(2, options.epochs)] },
        y: { range: (_, __, high) => [0, options.top ?? Math.max(0.1, high * 1.05)] },
      },
      axes: [
        { ...axis, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100] },
        { ...axis, size: 40 },
      ],
      series: [
        {},
        { stroke: colour('--accent'), width: 2.5, points: { show: false } },
        { stroke: colour('--ink'), width: 2, dash: [7, 4], points: { show: false } },
        { stroke: colour('--line-strong'), width: 2, dash: [2, 4], points: { show: false } },
      ],
    },
    [[], [], [], []],
    place,
  )
  const sizes = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT }))
  sizes.observe(place)
  const night = matchMedia('(prefers-color-scheme: dark)')
  const redraw = (): void => plot.redraw()
  night.addEventListener('change', redraw)
  return {
    set: (columns) => plot.setData(columns),
    destroy() {
      sizes.disconnect()
      night.removeEventListener('change', redraw)
      plot.destroy()
    },
  }
}
