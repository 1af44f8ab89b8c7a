import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { Random } from '../../src/training/random.ts'
import { MortalBrowser } from './mortal-browser.ts'
import { DaysPage } from './pages/days.ts'
import { ExperimentsPage } from './pages/experiments.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { serveApp } from './served.ts'

/** Draws the moments; another one draws others. */
const SEED = Number(process.env['SEED'] ?? 1)
const KILLS = 10
const WAYS = ['worker', 'tab', 'process'] as const
const FOLDS = 5

/** Five folds of the quick preset, as it is, on the sample days; on WebAssembly. */
describe('an experiment that is killed ten times', { timeout: 900_000 }, () => {
  let served: Served
  const folders: string[] = []
  const alive = new Set<MortalBrowser>()
  beforeAll(async () => {
    served = await serveApp()
  })
  afterAll(async () => {
    for (const browser of alive) await browser.kill()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    await served.close()
  })

  const started = async (folder: string, address: string): Promise<MortalBrowser> => {
    const browser = await MortalBrowser.start(folder, address)
    alive.add(browser)
    return browser
  }
  const end = async (browser: MortalBrowser): Promise<void> => {
    await browser.kill()
    alive.delete(browser)
  }

  const begun = async (): Promise<{ browser: MortalBrowser; folder: string }> => {
    const folder = mkdtempSync(join(tmpdir(), 'browser-'))
    folders.push(folder)
    const browser = await started(folder, served.url)
    const { page } = browser
    await new HomePage(page).trySamples()
    await new DaysPage(page).waitForPictures(120_000)
    await new Shell(page).goTo('Experiments')
    await new ExperimentsPage(page).start()
    return { browser, folder }
  }

  it('ends with the weights of one that was left alone, to the bit', async () => {
    const alone = await begun()
    const since = performance.now()
    await new ExperimentsPage(alone.browser.page).waitForFolds(FOLDS, FOLDS, 400_000)
    const whole = performance.now() - since
    const wanted = await weightsOf(alone.browser.page)
    await end(alone.browser)
    expect(new Set(wanted).size).toBe(FOLDS)

    const random = new Random(SEED)
    const { browser: first, folder } = await begun()
    let browser = first
    const moments: string[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const way = WAYS[Math.floor(random.uniform() * WAYS.length)]!
      await browser.page.waitForTimeout((2 * whole * random.uniform()) / (KILLS + 1))
      moments.push(`${way} at ${await where(browser.page)}`)
      browser = await killed(way, browser, folder)
    }
    console.log(`killed: ${moments.join('; ')}`)
    await new ExperimentsPage(browser.page).waitForFolds(FOLDS, FOLDS, 400_000)
    const found = await weightsOf(browser.page)
    await end(browser)
    expect(found).toEqual(wanted)
  })

  const killed = async (
    way: (typeof WAYS)[number],
    browser: MortalBrowser,
    folder: string,
  ): Promise<MortalBrowser> => {
    const { page } = browser
    let after = browser
    if (way === 'worker') await browser.killWorker('learn')
    else if (way === 'tab') await page.reload()
    else {
      await end(browser)
      after = await started(folder, `${served.url}#/experiments`)
    }
    const experiments = new ExperimentsPage(after.page)
    await experiments.goOn(60_000)
    return after
  }
})

/** How far the page says it is. */
const where = async (page: Page): Promise<string> =>
  (await page.getByTestId('experiment').locator('.progress p').allInnerTexts()).join(' ').slice(0, 120)

/** Digests of the folds' weights, read past the app. */
const weightsOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const db = await settled(indexedDB.open('pixleepflow'))
    const folds = await settled(db.transaction('folds').objectStore('folds').getAll())
    db.close()
    return (folds as { weights: string }[]).map(({ weights }) => weights)
  })
