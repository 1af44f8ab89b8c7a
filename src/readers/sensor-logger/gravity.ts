import type { SourceFile } from '../reader.ts'
import { GRAVITY } from './layout.ts'

/**
 * What raw accelerations are multiplied by: some phones write them in g, others in m/s², and nothing says which. At
 * rest, and in the mean of any second of a day, they are as strong as gravity.
 * @returns NaN where they are neither
 */
export async function factorOf({ blob }: SourceFile): Promise<number> {
  const [header = '', ...lines] = (await blob.slice(0, 65_536).text()).split(/\r?\n/)
  const names = header.split(',').map((name) => name.trim())
  const places = ['x', 'y', 'z'].map((name) => names.indexOf(name))
  const strengths = lines
    .slice(0, -1)
    .map((line) => line.split(','))
    .map((cells) => Math.hypot(...places.map((place) => Number(cells[place] ?? NaN))))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  const middle = strengths[strengths.length >> 1] ?? NaN
  if (middle > 0.5 && middle < 2) return GRAVITY
  return middle > 0.5 * GRAVITY && middle < 2 * GRAVITY ? 1 : NaN
}
