import { rowsOf } from '../src/inputs/composite/recommended.ts'
import { encode } from '../src/inputs/encode.ts'
import { encodingOf, type InputChoice } from '../src/inputs/encoding.ts'
import { seenImages } from '../src/inputs/seen.ts'
import { getDay } from '../src/store/days.ts'
import type { DrawnImage } from './render-api.ts'
import { toPng } from './to-png.ts'

export async function drawnAsSeen(dayId: string, choice: InputChoice): Promise<DrawnImage[]> {
  const day = await getDay(dayId)
  if (!day) return []
  const encoding = encodingOf(choice, rowsOf(day))
  const images = seenImages(encode(day, encoding), encoding)
  return Promise.all(
    images.map(async ({ rgba, ...image }) => ({
      ...image,
      png: await toPng(rgba, image.width, image.height),
    })),
  )
}
