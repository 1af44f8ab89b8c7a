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
  frameObserver: PerformanceObserver | undefined
}

/**
 * Starts to record the page's frames and long tasks.
 * @param after a selector: what comes before the first frame in which something matches is left out
 */
export const recordFrames = (page: Page, after = 'html'): Promise<void> =>
  page.evaluate((after) => {
    const records = globalThis as unknown as Recording
    records.frameGaps = []
    records.frameLongTasks = []
    records.frameRecording = true
    let begun = Infinity
    records.frameObserver?.disconnect()
    records.frameObserver = new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= begun) records.frameLongTasks.push(Math.round(duration))
    })
    records.frameObserver.observe({ type: 'longtask' })
    let before = 0
    const frame = (now: number): void => {
      if (begun <= now) records.frameGaps.push(now - before)
      else if (document.querySelector(after)) begun = now
      before = now
      if (records.frameRecording) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  }, after)

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
