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

/** Heat that lies over a picture. */
export interface SavedHeat {
  /** Transparent PNG. */
  readonly png: Blob
  /** 0 to 1. */
  readonly opacity: number
}

/** White traces would drown the heat: they step back as far as it is shown. */
export const behindHeat = (opacity: number): number => 1 - 0.55 * opacity

/** The picture as lines, with the heat over it. */
export async function svgOf(
  day: Day,
  picture: StoredPicture,
  words: PictureWords,
  heat: SavedHeat | null = null,
): Promise<Blob> {
  const channels = picture.rows.map(({ channel }) => channel)
  const lines = pictureSvg(linesOf(day, channels, picture.preset), words)
  const { width, height } = picture
  const over = heat
    ? `<image href="${await dataAddress(heat.png)}" width="${width}" height="${height}" opacity="${heat.opacity}"/>`
    : ''
  return new Blob([lines.replace(/<\/svg>$/, `${over}</svg>`)], { type: 'image/svg+xml' })
}

/** A blob as an address that holds all of it. */
export const dataAddress = (blob: Blob): Promise<string> =>
  new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => failed(reader.error ?? new Error('The picture could not be read'))
    reader.readAsDataURL(blob)
  })

/**
 * The picture as pixels, with the same words around it.
 * @throws Error where the browser gives no drawing surface
 */
export async function pngOf(
  picture: StoredPicture,
  { title, names, clock }: PictureWords,
  heat: SavedHeat | null = null,
): Promise<Blob> {
  const { left, top, right, bottom } = MARGIN
  const canvas = new OffscreenCanvas(picture.width + left + right, picture.height + top + bottom)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no drawing surface')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  const bitmap = await createImageBitmap(picture.png)
  context.fillStyle = '#000'
  context.fillRect(left, top, picture.width, picture.height)
  context.globalAlpha = heat ? behindHeat(heat.opacity) : 1
  context.drawImage(bitmap, left, top)
  bitmap.close()
  if (heat) {
    const over = await createImageBitmap(heat.png)
    context.globalAlpha = heat.opacity
    context.drawImage(over, left, top, picture.width, picture.height)
    over.close()
  }
  context.globalAlpha = 1
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
