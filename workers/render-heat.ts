import { colourHeat } from '../src/inputs/composite/heat.ts'
import type { HeatMap } from '../src/saliency/explanation.ts'
import { isSigned } from '../src/saliency/kind-names.ts'
import { painted } from '../src/saliency/painted.ts'
import { getPicture } from '../src/store/pictures.ts'
import { toPng } from './to-png.ts'

/** Finer than any map, and a quarter of the picture's pixels. */
const SIDE = 500

/** A map as a transparent PNG to lie over a stored day's picture. */
export async function drawnHeat(dayId: string, map: HeatMap): Promise<Blob> {
  const rows = (await getPicture(dayId))?.rows ?? []
  const { map: values, side } = painted(map, rows)
  const of = isSigned(map.kind) ? 'evidence' : 'heat'
  return toPng(colourHeat(values, side, SIDE, of), SIDE, SIDE)
}
