import type { Page } from 'playwright-core'

/** How smooth the page was: milliseconds between its frames, and of its tasks over 50 ms. */
export interface Frames {
  readonly gaps: readonly number[]
  readonly longTasks: readonly number[]
}

interface Recording {
  frameGaps: number[]
  frameLongTasks: number[]
  frameRecording: boolean
}

/** Starts to record the page's frames and long tasks. */
export const recordFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const records = globalThis as unknown as Recording
    records.frameGaps = []
    records.frameLongTasks = []
    records.frameRecording = true
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) records.frameLongTasks.push(Math.round(duration))
    }).observe({ type: 'longtask' })
    let before = performance.now()
    const frame = (now: number): void => {
      records.frameGaps.push(now - before)
      before = now
      if (records.frameRecording) requestAnimationFrame(frame)
    }
    requestAnimationFrame((now) => {
      before = now
      requestAnimationFrame(frame)
    })
  })

/** Ends the recording and answers with it. */
export const framesOf = (page: Page): Promise<Frames> =>
  page.evaluate(() => {
    const records = globalThis as unknown as Recording
    records.frameRecording = false
    return { gaps: records.frameGaps, longTasks: records.frameLongTasks }
  })

/** The gap that `share` of all gaps stay under. */
export function gapAt({ gaps }: Frames, share: number): number {
  const sorted = gaps.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}
