import * as Comlink from 'comlink'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteEverything } from '../../src/store/database.ts'
import { deleteDay, getDay, listDays } from '../../src/store/days.ts'
import { countPictures, deletePicture, getPicture } from '../../src/store/pictures.ts'
import { SAMPLE_SET } from '../../src/lifelog/channels.ts'
import { heatColour } from '../../src/inputs/composite/heat.ts'
import type { HeatMap } from '../../src/saliency/explanation.ts'
import type { IngestApi, IngestProgress, IngestSettings } from '../../workers/ingest-api.ts'
import type { RenderApi } from '../../workers/render-api.ts'
import { mmashFolder } from '../fixtures/mmash.ts'

const ingestWorker = new Worker(new URL('../../workers/ingest.ts', import.meta.url), { type: 'module' })
const renderWorker = new Worker(new URL('../../workers/render.ts', import.meta.url), { type: 'module' })
const ingest = Comlink.wrap<IngestApi>(ingestWorker)
const render = Comlink.wrap<RenderApi>(renderWorker)

const SETTINGS: IngestSettings = {
  zone: 'UTC',
  dayStart: 'noon',
  synchroniser: 'recommended',
  longestGap: 1800,
  rate: 1,
  relativeLocation: false,
}

const dropped = (name: string, seed: number): { path: string; file: File }[] =>
  mmashFolder(name, { every: 5, seed }).map(({ path, blob }) => ({ path, file: new File([blob], path) }))

beforeAll(deleteEverything)
afterAll(() => {
  ingestWorker.terminate()
  renderWorker.terminate()
})

/** RGBA of a PNG. */
async function pixelsOf(png: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(png)
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  return context.getImageData(0, 0, bitmap.width, bitmap.height)
}

describe('from dropped files to pictures', () => {
  it('stores a day a person, and tells how it goes', async () => {
    const seen: IngestProgress[] = []
    const files = [...dropped('user_1', 1), ...dropped('user_2', 2)]
    const report = await ingest.ingest(
      files,
      SETTINGS,
      Comlink.proxy((progress: IngestProgress) => void seen.push(progress)),
    )
    expect(report.problems).toEqual([])
    expect(report.cancelled).toBe(false)
    expect(report.days.map(({ participant }) => participant)).toEqual(['user_1', 'user_2'])
    expect(await listDays()).toEqual(report.days)
    expect(seen.at(-1)?.daysDone).toBe(2)
  })

  it('draws each day once', async () => {
    const ids = (await listDays()).map(({ id }) => id)
    const seen: number[] = []
    await render.render(
      ids,
      Comlink.proxy((done: number) => void seen.push(done)),
    )
    expect(seen).toEqual([0, 1, 2])
    expect(await countPictures()).toBe(2)
    seen.length = 0
    await render.render(
      ids,
      Comlink.proxy((done: number) => void seen.push(done)),
    )
    expect(seen).toEqual([0])
  })

  it('stops after the picture at which it is cancelled, and goes on with the next drawing', async () => {
    const days = await listDays()
    for (const { id } of days) await deletePicture(id)
    const ids = days.map(({ id }) => id)
    const seen: number[] = []
    await render.render(
      ids,
      Comlink.proxy((done: number) => {
        seen.push(done)
        if (done === 0) void render.cancel()
      }),
    )
    expect(seen.length).toBeLessThan(3)
    expect(await countPictures()).toBe(seen.at(-1))
    await render.render(
      ids,
      Comlink.proxy(() => undefined),
    )
    expect(await countPictures()).toBe(2)
  })

  it('keeps the drawing, the network’s input and where the rows lie', async () => {
    const [first] = await listDays()
    const picture = (await getPicture(first!.id))!
    expect(picture.rows.map(({ channel }) => channel)).toEqual(SAMPLE_SET)
    const { width, height, data } = await pixelsOf(picture.png)
    expect([width, height]).toEqual([1000, 1000])
    const drawn = data.reduce((sum, value, i) => sum + (i % 4 === 0 ? value : 0), 0) / 1e6
    const input = picture.input.reduce((sum, value) => sum + value, 0) / picture.input.length
    expect(drawn).toBeGreaterThan(10)
    expect(Math.abs(drawn - input)).toBeLessThan(0.5)
  })

  it('passes over days that are gone', async () => {
    await render.render(
      ['nobody/1970-01-01/noon'],
      Comlink.proxy(() => undefined),
    )
    expect(await getDay('nobody/1970-01-01/noon')).toBeUndefined()
    expect(await countPictures()).toBe(2)
  })

  it('opens a zip in place', async () => {
    const inside: Record<string, Uint8Array> = {}
    for (const { path, file } of dropped('user_77', 5))
      inside[path] = new Uint8Array(await file.arrayBuffer())
    const zip = new File([zipSync(inside) as Uint8Array<ArrayBuffer>], 'people.zip')
    const report = await ingest.ingest(
      [{ path: 'people.zip', file: zip }],
      SETTINGS,
      Comlink.proxy(() => undefined),
    )
    expect(report.problems).toEqual([])
    expect(report.days.map(({ participant }) => participant)).toEqual(['user_77'])
    await deleteDay(report.days[0]!.id)
  })

  it('says what it could not read', async () => {
    const report = await ingest.ingest(
      [{ path: 'a.txt', file: new File(['hello'], 'a.txt') }],
      SETTINGS,
      Comlink.proxy(() => undefined),
    )
    expect(report).toEqual({
      days: [],
      problems: [{ file: 'a.txt', code: 'unknown_format' }],
      notices: [],
      tooShort: [],
      cancelled: false,
    })
  })

  it('ends within half a second when cancelled', async () => {
    const files = Array.from({ length: 40 }, (_, i) => dropped(`many_${i}`, i + 10)).flat()
    let cancelled = 0
    const running = ingest.ingest(
      files,
      SETTINGS,
      Comlink.proxy(() => {
        if (cancelled > 0) return
        cancelled = performance.now()
        void ingest.cancel()
      }),
    )
    const report = await running
    expect(performance.now() - cancelled).toBeLessThan(500)
    expect(report.cancelled).toBe(true)
    expect(report.days.length).toBeLessThan(40)
  })
})

describe('the sample recordings', () => {
  it('load from beside the app', async () => {
    await deleteEverything()
    const load = () =>
      ingest.samples(
        new URL('/', location.href).href,
        SETTINGS,
        Comlink.proxy(() => undefined),
      )
    const report = await load()
    expect(report.problems).toEqual([])
    expect(report.days.length).toBe(17)
    expect(await load()).toMatchObject({ days: [], problems: [], tooShort: [], cancelled: false })
  })
})

describe('heat', () => {
  const seen = (kind: HeatMap['kind'], map: Float32Array): HeatMap => ({
    kind,
    channels: [],
    time: { channels: 0, steps: 0, map: new Float32Array() },
    picture: { map, side: 16 },
  })

  it('is transparent where cold and strong where hot', async () => {
    const map = new Float32Array(16 * 16)
    map[8 * 16 + 8] = 1
    const { width, data } = await pixelsOf(await render.heat('no day', seen('fullgrad-saliency', map)))
    const at = (x: number, y: number): number[] => [
      ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
    ]
    expect(at(5, 5)[3]).toBe(0)
    const hot = at(265, 265)
    expect(hot[3]).toBeGreaterThan(190)
    expect(hot[0]).toBeGreaterThan(230)
    // Half-way to the neighbour it is about half as hot: smooth, not in squares.
    const half = at(281, 265)[3]!
    expect(half).toBeGreaterThan(0.4 * heatColour(1)[3])
    expect(half).toBeLessThan(0.6 * heatColour(1)[3])
  })

  it('is blue against an answer and orange for it', async () => {
    const map = new Float32Array(16 * 16)
    map[4 * 16 + 4] = 30
    map[12 * 16 + 12] = -30
    const { width, data } = await pixelsOf(await render.heat('no day', seen('signed', map)))
    const at = (x: number, y: number): number[] => [
      ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
    ]
    const [red = 0, , blue = 0, strong = 0] = at(140, 140)
    expect(red - blue).toBeGreaterThan(100)
    expect(strong).toBeGreaterThan(190)
    const [otherRed = 0, , otherBlue = 0] = at(390, 390)
    expect(otherBlue - otherRed).toBeGreaterThan(50)
    expect(at(5, 5)[3]).toBe(0)
  })

  it('refuses a map of another shape', async () => {
    await expect(render.heat('no day', seen('signed', new Float32Array(5)))).rejects.toThrow(/16/)
  })
})
