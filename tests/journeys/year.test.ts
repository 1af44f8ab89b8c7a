import { availableParallelism, loadavg } from 'node:os'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { desktop, launch } from './browser.ts'
import { framesOf, gapAt, recordFrames, type Frames } from './frames.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { serveApp } from './served.ts'

const FRAME = 1000 / 60

/** Days at 1 Hz to be drawn; a whole year with DAYS=365, which takes minutes and 800 MB. */
const DAYS = Number(process.env.DAYS ?? 30)

/** Days before the last at which the recording ends. */
const MARGIN = 4

/** The picture of the last card that the first screen shows. */
const FIRST_SCREEN = '[data-testid="days"] > :nth-child(6) img'

/** A task takes as much longer by the clock as there are programs for each core. */
const slowed = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())

/** Sample days that have their picture. */
const OTHERS = 16

/**
 * Copies the first stored day, past the app, until so many have no picture; and forgets that day itself, so that
 * reading it again finds something new, and draws all that is missing.
 */
function manyDays(count: number): Promise<void> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('pixleepflow')
    opening.onerror = () => fail(opening.error ?? new Error('not opened'))
    opening.onsuccess = () => {
      const db = opening.result
      const writing = db.transaction(['days', 'channels', 'pictures'], 'readwrite')
      const [days, channels] = [writing.objectStore('days'), writing.objectStore('channels')]
      days.openCursor().onsuccess = (event) => {
        const found = (event.target as IDBRequest<IDBCursorWithValue>).result
        const day = found.value as { id: string; participant: string }
        channels.get(day.id).onsuccess = (read) => {
          const values = (read.target as IDBRequest<object>).result
          for (let k = 1; k < count; k++) {
            const participant = `copy_${k}`
            const id = day.id.replace(day.participant, participant)
            days.put({ ...day, participant, id })
            channels.put({ ...values, id })
          }
          days.delete(day.id)
          channels.delete(day.id)
          writing.objectStore('pictures').delete([day.id, 'recommended'])
        }
      }
      writing.oncomplete = () => {
        db.close()
        done()
      }
      writing.onerror = () => fail(writing.error ?? new Error('not written'))
    }
  })
}

/** All values of a progress bar from its first real one, until it is `margin` before its end: what follows is not its own. */
function watchBar({ bar, margin }: { bar: string; margin: number }): Promise<{
  values: number[]
  milliseconds: number
}> {
  return new Promise((done) => {
    const values: number[] = []
    let started = NaN
    const look = (now: number): void => {
      const found = document.querySelector<HTMLProgressElement>(bar)
      // Before the number of pictures is known the bar's end is 1.
      if (found && found.max > margin) {
        if (values.length === 0) started = now
        values.push(found.value)
        if (found.value >= found.max - margin) return done({ values, milliseconds: now - started })
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

describe(`the page while ${DAYS} days are drawn`, () => {
  let served: Served
  let browser: Browser
  let page: Page
  let frames: Frames
  let list: Frames
  const seen: number[] = []

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    const home = new HomePage(page)
    await home.open(served.url)
    await home.trySamples()
    await new DaysPage(page).waitForPictures(120_000)
    await page.evaluate(manyDays, DAYS)
    await page.goto(`${served.url}#/`)
    await page.reload()
    // Watched from before it is there, and in the page: a bar that comes and goes between two looks is not missed.
    const bar = 'progress[aria-label^="Drawing the pictures"]'
    await recordFrames(page, bar)
    const watched = page.evaluate(watchBar, { bar, margin: MARGIN })
    await home.trySamples()
    const { values, milliseconds } = await watched
    frames = await framesOf(page)
    seen.push(...values)
    const seconds = milliseconds / 1000
    const gaps = (of: Frames): string =>
      [0.5, 0.9, 0.99, 1].map((share) => `${gapAt(of, share).toFixed(1)} ms at ${share}`).join(', ')
    console.log(
      `${DAYS} days in ${seconds.toFixed(1)} s; ${frames.gaps.length} frames, gaps: ${gaps(frames)}`,
    )
    console.log(`tasks over 50 ms: ${frames.longTasks.join(', ') || 'none'}`)
    await recordFrames(page, FIRST_SCREEN)
    // Counted in the page: to look for roles from here would hold up the page that is measured.
    await page.waitForFunction(
      (all) => document.getElementsByTagName('article').length >= all,
      DAYS + OTHERS,
      { polling: 100, timeout: 60_000 },
    )
    await new Promise((later) => setTimeout(later, 500))
    list = await framesOf(page)
    console.log(`their list: gaps ${gaps(list)}; tasks over 50 ms: ${list.longTasks.join(', ') || 'none'}`)
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  it('tells how far it is', () => {
    expect(new Set(seen).size).toBeGreaterThan(3)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })

  it('draws sixty frames a second', () => {
    expect(gapAt(frames, 0.5)).toBeLessThan(1.1 * FRAME)
    expect(gapAt(frames, 0.95)).toBeLessThan(2.1 * FRAME)
  })

  it('has no task of its own thread over 50 ms', () => {
    expect(frames.longTasks).toEqual([])
  })

  it('builds their list without a task over 50 ms once its first screen is there', () => {
    expect(list.gaps.length).toBeGreaterThan(3)
    expect(list.longTasks.filter((task) => task > 50 * slowed())).toEqual([])
  })
})
