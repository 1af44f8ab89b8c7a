import { linesOf } from '../../inputs/composite/presets.ts'
import { MARGIN, pictureSvg, type PictureWords } from '../../inputs/composite/svg.ts'
import type { StoredPicture } from '../../inputs/composite/stored.ts'
import { SECONDS_A_DAY, type Day, type DaySummary } from '../../lifelog/day.ts'
import { channelName } from '../words/names.ts'
import { ticksOf } from './axis.ts'

/** What is written around a saved picture of a day. */
export function wordsAround(
  day: Pick<DaySummary, 'start'>,
  picture: StoredPicture,
  title: string,
): PictureWords {
  const ticks = ticksOf(picture, day.start)
  return {
    title,
    names: picture.rows.map(({ channel }) => channelName(channel)),
    clock: ticks.map(({ clock }, i) => ({ text: clock, second: (i / (ticks.length - 1)) * SECONDS_A_DAY })),
  }
}

/** The picture as lines. */
export function svgOf(day: Day, picture: StoredPicture, words: PictureWords): Blob {
  const channels = picture.rows.map(({ channel }) => channel)
  return new Blob([pictureSvg(linesOf(day, channels, picture.preset), words)], { type: 'image/svg+xml' })
}

/**
 * The picture as pixels, with the same words around it.
 * @throws Error where the browser gives no drawing surface
 */
export async function pngOf(picture: StoredPicture, { title, names, clock }: PictureWords): Promise<Blob> {
  const { left, top, right, bottom } = MARGIN
  const canvas = new OffscreenCanvas(picture.width + left + right, picture.height + top + bottom)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no drawing surface')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  const bitmap = await createImageBitmap(picture.png)
  context.drawImage(bitmap, left, top)
  bitmap.close()
  context.fillStyle = '#000'
  context.font = '20px system-ui, sans-serif'
  context.fillText(title, 12, top - 16)
  context.font = '15px system-ui, sans-serif'
  context.textAlign = 'end'
  for (const [i, row] of picture.rows.entries())
    context.fillText(names[i] ?? '', left - 10, top + (row.top + row.bottom) / 2 + 5)
  context.textAlign = 'center'
  const row = picture.rows[0]
  if (row)
    for (const { text, second } of clock) {
      const x = left + row.left + (second / SECONDS_A_DAY) * (row.right - row.left)
      context.fillText(text, x, top + picture.height + 24)
    }
  return canvas.convertToBlob({ type: 'image/png' })
}
