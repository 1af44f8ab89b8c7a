import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { serveApp } from './served.ts'
import { collect, watch, type Watched } from './watch.ts'

const hosts = [
  { name: 'our own server', headers: true },
  { name: 'a plain static host, in a sub-path and without special headers', headers: false },
]

describe.each(hosts)('without a network, after $name', ({ headers }) => {
  let served: Served
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let watched: Watched
  let hits: number

  beforeAll(async () => {
    served = await serveApp({ base: '/shared/workshop/', headers })
    browser = await launch()
    context = await desktop(browser)
    watched = await watch(context, new URL(served.url).origin)
    page = await context.newPage()
    await new HomePage(page).open(served.url)
    await new Shell(page).waitUntilReadyOffline()
    await collect(page, watched)
    hits = served.hits.length
    await served.close()
  })
  afterAll(async () => {
    await browser.close()
  })

  it('stored every file under the address it was served at', () => {
    expect(hits).toBeGreaterThan(20)
    expect(served.hits.every((hit) => hit.startsWith('/shared/workshop/'))).toBe(true)
  })

  it('opens again, reads the sample days, and begins to train', async () => {
    await page.reload()
    const home = new HomePage(page)
    await home.trySamples()
    expect(await new DaysPage(page).waitForPictures(120_000)).toBe(17)
    const shell = new Shell(page)
    await shell.goTo('About')
    await page.getByText('Open Data Commons Attribution License').waitFor()
    await shell.goTo('Train')
    const train = new TrainPage(page)
    await train.start()
    await train.waitForEpoch(1, 120_000)
    expect(await train.device()).toMatch(/WebAssembly|WebGPU|WebGL/)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Nothing was stored of this run').waitFor({ timeout: 60_000 })
    // The dialog is loaded on demand as well.
    await shell.openForget()
    await shell.confirmForget()
    await page.getByRole('button', { name: 'Try the sample days' }).waitFor()
  })

  it('asked nobody for anything', async () => {
    await collect(page, watched)
    expect(served.hits).toHaveLength(hits)
    expect(watched).toEqual({ foreign: [], violations: [], errors: [] })
  })
})
