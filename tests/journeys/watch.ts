import type { BrowserContext, Page } from 'playwright-core'

/** What must not happen on the way, and what is worth knowing. */
export interface Watched {
  /** Requests to any other origin than the app's. */
  readonly foreign: string[]
  /** What the Content-Security-Policy stopped, in the page or in a worker. */
  readonly violations: string[]
  /** Errors of scripts and of the console. */
  readonly errors: string[]
}

interface PageRecords {
  journeyViolations: string[]
  journeyLongTasks: number[]
}

/** Runs in the page before its own scripts. */
function record(): void {
  const records = globalThis as unknown as PageRecords
  records.journeyViolations = []
  records.journeyLongTasks = []
  document.addEventListener('securitypolicyviolation', (event) =>
    records.journeyViolations.push(`${event.violatedDirective}: ${event.blockedURI} (${event.sourceFile})`),
  )
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) records.journeyLongTasks.push(Math.round(entry.duration))
  }).observe({ type: 'longtask', buffered: true })
}

/** Starts watching a context; call before its first page is opened. */
export async function watch(context: BrowserContext, origin: string): Promise<Watched> {
  const watched: Watched = { foreign: [], violations: [], errors: [] }
  await context.addInitScript(record)
  context.on('request', (request) => {
    const url = request.url()
    if (/^https?:/.test(url) && !url.startsWith(origin)) watched.foreign.push(url)
  })
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const text = message.text()
    if (text.includes('Content Security Policy')) watched.violations.push(text)
    else watched.errors.push(text)
  })
  context.on('weberror', (error) => watched.errors.push(error.error().message))
  return watched
}

/** Takes what the page itself has recorded so far: call before each reload. */
export async function collect(page: Page, watched: Watched): Promise<number[]> {
  const records = await page.evaluate(() => {
    const found = globalThis as unknown as PageRecords
    const taken = { violations: found.journeyViolations, longTasks: found.journeyLongTasks }
    found.journeyViolations = []
    found.journeyLongTasks = []
    return taken
  })
  watched.violations.push(...records.violations)
  return records.longTasks
}
