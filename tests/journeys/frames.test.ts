import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { framesOf, gapAt, recordFrames, type Frames } from './frames.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'

const FRAME = 1000 / 60

describe('the page while the sample days are trained', () => {
  let app: SampleApp
  let page: Page
  let frames: Frames

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
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
  afterAll(() => app.close())

  it('draws sixty frames a second', () => {
    expect(frames.gaps.length).toBeGreaterThan(300)
    expect(gapAt(frames, 0.5)).toBeLessThan(1.1 * FRAME)
    expect(gapAt(frames, 0.95)).toBeLessThan(2.1 * FRAME)
  })

  it('has no task of its own thread over 50 ms', () => {
    expect(frames.longTasks).toEqual([])
  })
})
