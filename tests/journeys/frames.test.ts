import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { desktop, launch } from './browser.ts'
import { framesOf, gapAt, recordFrames, type Frames } from './frames.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { serveApp } from './served.ts'

const FRAME = 1000 / 60

describe('the page while the sample days are trained', () => {
  let served: Served
  let browser: Browser
  let page: Page
  let frames: Frames

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    const home = new HomePage(page)
    await home.open(served.url)
    await home.trySamples()
    await new DaysPage(page).waitForPictures(120_000)
    await new Shell(page).goTo('Train')
    const train = new TrainPage(page)
    await recordFrames(page)
    await train.start()
    await train.waitForScores(300_000)
    frames = await framesOf(page)
    const figures = [0.5, 0.9, 0.99, 1].map((share) => `${gapAt(frames, share).toFixed(1)} ms at ${share}`)
    console.log(`${frames.gaps.length} frames, gaps: ${figures.join(', ')}`)
    console.log(`tasks over 50 ms: ${frames.longTasks.join(', ') || 'none'}`)
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  it('draws sixty frames a second', () => {
    expect(frames.gaps.length).toBeGreaterThan(300)
    expect(gapAt(frames, 0.5)).toBeLessThan(1.1 * FRAME)
    expect(gapAt(frames, 0.95)).toBeLessThan(2.1 * FRAME)
  })

  it('has no task of its own thread over 50 ms', () => {
    expect(frames.longTasks).toEqual([])
  })
})
