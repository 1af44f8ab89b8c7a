import * as Comlink from 'comlink'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Day } from '../../src/lifelog/day.ts'
import { deleteEverything } from '../../src/store/database.ts'
import { putDay } from '../../src/store/days.ts'
import type { RenderApi } from '../../workers/render-api.ts'

const worker = new Worker(new URL('../../workers/render.ts', import.meta.url), { type: 'module' })
const render = Comlink.wrap<RenderApi>(worker)

/** A heart that swings in 16 seconds, known until noon; steps that nobody knows. */
const day: Day = {
  id: 'p/2024-01-01/midnight',
  participant: 'p',
  date: '2024-01-01',
  dateKnown: true,
  start: 'midnight',
  zone: 'UTC',
  rate: 1,
  channels: new Map([
    ['steps', new Float32Array(86_400).fill(NaN)],
    [
      'heart_rate',
      Float32Array.from({ length: 86_400 }, (_, i) =>
        i < 43_200 ? 60 + 5 * Math.sin((2 * Math.PI * i) / 16) : NaN,
      ),
    ],
  ]),
  known: new Map(),
  coverage: new Map(),
  measures: {},
  source: 'mmash',
}

beforeAll(deleteEverything)
afterAll(() => worker.terminate())

describe('spectrograms of a stored day', () => {
  it('are drawn for the channels that it has', async () => {
    await putDay(day)
    const drawn = await render.spectrograms(day.id, 256)
    expect(drawn.map(({ channel }) => channel).sort()).toEqual(['heart_rate', 'steps'])
    const heart = drawn.find(({ channel }) => channel === 'heart_rate')!
    expect(heart).toMatchObject({ seconds: 256, shortest: 2 })
    const { width, height, data } = await pixelsOf(heart.png)
    expect([width, height]).toEqual([676, 129])
    const at = (frame: number, bin: number) => [
      ...data.subarray(4 * ((height - 1 - bin) * width + frame)).slice(0, 4),
    ]
    // 256 seconds hold sixteen swings; between them and the slow end it is dark.
    expect(at(100, 16)).toEqual([252, 255, 164, 255])
    expect(at(100, 60)[1]).toBeLessThan(40)
    expect(at(500, 16)[3]).toBe(0)
    const steps = await pixelsOf(drawn.find(({ channel }) => channel === 'steps')!.png)
    expect(steps.data.every((value) => value === 0)).toBe(true)
  })

  it('have the window that is asked for', async () => {
    const heart = (await render.spectrograms(day.id, 1024)).find(({ channel }) => channel === 'heart_rate')!
    expect(heart).toMatchObject({ seconds: 1024, shortest: 2 })
    const { width, height } = await pixelsOf(heart.png)
    expect([width, height]).toEqual([169, 513])
  })

  it('are none of a day that is gone', async () => {
    expect(await render.spectrograms('nobody/2024-01-01/noon', 256)).toEqual([])
  })
})

async function pixelsOf(png: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(png)
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  return context.getImageData(0, 0, bitmap.width, bitmap.height)
}
