import { drawDay, rowsOf } from '../src/inputs/composite/recommended.ts'
import { editedDay, type Edit } from '../src/inputs/edits.ts'
import type { Day } from '../src/lifelog/day.ts'
import { getDay } from '../src/store/days.ts'
import type { EditedPicture } from './render-api.ts'
import { toPng } from './to-png.ts'

/** The day that is being edited. */
let held: Day | null = null

export async function drawnEdited(dayId: string, edits: readonly Edit[]): Promise<EditedPicture> {
  const day = held?.id === dayId ? held : await getDay(dayId)
  if (!day) throw new Error(`${dayId} is not on this device any more`)
  held = day
  // An erased channel keeps its row.
  const { width, height, rows, pixels } = drawDay(editedDay(day, edits), rowsOf(day))
  return { png: await toPng(greyToRgba(pixels), width, height), rows }
}

export function greyToRgba(grey: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * grey.length)
  const whole = new Uint32Array(rgba.buffer)
  // Red, green and blue alike, and opaque: written a word at a time, as all browsers' machines are little-endian.
  for (let i = 0; i < grey.length; i++) whole[i] = (grey[i] as number) * 0x010101 + 0xff000000
  return rgba
}
