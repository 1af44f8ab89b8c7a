import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { zipSync } from 'fflate'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { appleExport } from '../fixtures/apple-export.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, launch, PHONE } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { serveApp } from './served.ts'
import { readStored } from './stored.ts'
import { watch, type Watched } from './watch.ts'

const out = process.env['SCREENSHOTS']

/** A Thursday evening; the person's days end the day before. */
const NOW = new Date('2024-06-20T21:00:00Z')
const NIGHTS = 40
const FIRST = new Date(NOW.getTime() - NIGHTS * 86_400_000).toISOString().slice(0, 10)

describe('a person’s own data', () => {
  let served: Served
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let watched: Watched
  let folder: string

  const shot = async (name: string): Promise<void> => {
    if (!out) return
    mkdirSync(out, { recursive: true })
    await page.screenshot({ path: join(out, `${name}.png`), fullPage: true })
  }
  const at = (hash: string): Promise<unknown> => page.goto(`${served.url}#/${hash}`)

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    context = await desktop(browser)
    watched = await watch(context, served.url)
    page = await context.newPage()
    // Times of day are the machine's own: reading and drawing are waited for in real time.
    await page.clock.setFixedTime(NOW)
    folder = mkdtempSync(join(tmpdir(), 'own-data-'))
    const xml = new TextEncoder().encode(appleExport({ first: FIRST, nights: NIGHTS, seed: 5 }))
    writeFileSync(
      join(folder, 'export.zip'),
      zipSync({ 'apple_health_export/export.xml': xml }, { level: 1 }),
    )
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await browser.close()
    await served.close()
  })

  it('is explained how to get at it, device by device', async () => {
    const home = new HomePage(page)
    await home.open(served.url)
    await page.getByRole('link', { name: 'How do I get my data' }).click()
    await page.getByRole('heading', { name: 'How to get your data' }).waitFor()
    await shot('own-1-devices')
    expect(await accessibilityFaults(page, 'devices')).toEqual([])
    await page.getByRole('link', { name: 'Apple Health' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Export All Health Data' }).waitFor()
    expect(await accessibilityFaults(page, 'Apple')).toEqual([])
    await shot('own-2-apple')
  })

  it('becomes days from Apple’s export, as it came from the phone', async () => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Open files' }).click()
    await (await chooser).setFiles(join(folder, 'export.zip'))
    await new DaysPage(page).waitForPictures(120_000)
    const { days } = await readStored(page)
    expect(days).toHaveLength(NIGHTS)
    expect(new Set(days.map(({ participant }) => participant))).toEqual(new Set(['me']))
    const [first] = days
    expect(first?.coverage['heart_rate']?.after).toBeGreaterThan(0.95)
    expect(first?.measures.totalSleepTime).toBeGreaterThan(200)
    await shot('own-3-days')
  })

  it('has a diary, quick to write, that can be taken back', async () => {
    await at('diary')
    await page.getByText('It is time for this page').waitFor()
    await shot('own-4-diary')
    expect(await accessibilityFaults(page, 'diary')).toEqual([])
    await page.getByRole('button', { name: 'Write it now' }).click()
    // By the keyboard alone: a choice, the other, save.
    await page.getByRole('radio', { name: 'pleasant', exact: true }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('radio', { name: 'hardly stressful' }).focus()
    await page.keyboard.press('Space')
    await shot('own-5-evening')
    expect(await accessibilityFaults(page, 'evening')).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByText('Saved.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('It is time for this page').waitFor()
  })

  it('says how many days are missing, and gives the week its answers with the seventh', async () => {
    const write = async (date: string, quality: string, mood: string, stress: string): Promise<void> => {
      await page.getByRole('button', { name: `Write: Evening, ${date}` }).click()
      await page.getByRole('radio', { name: mood, exact: true }).check()
      await page.getByRole('radio', { name: stress, exact: true }).check()
      await page.getByRole('button', { name: 'Save this page' }).click()
      await page.getByRole('button', { name: `Write: Night after it, ${date}` }).click()
      await page.getByRole('radio', { name: quality, exact: true }).check()
      await page.getByRole('button', { name: 'Save this page' }).click()
      await page.getByText('Saved.').waitFor()
    }
    const soFar = page.getByTestId('so-far')
    for (let back = 1; back <= 6; back++) {
      const good = back % 2 === 0
      await write(
        dateName(back),
        good ? 'well' : 'badly',
        good ? 'pleasant' : 'unpleasant',
        good ? 'hardly stressful' : 'stressful',
      )
    }
    expect(await soFar.textContent()).toContain('6 so far, 1 more to go')
    await write(dateName(7), 'very well', 'very pleasant', 'not stressful')
    expect(await soFar.textContent()).toContain('7 days: answers are made')
    await shot('own-6-week')
    await at('days')
    const newest = page.locator('article', { hasText: /19.*2024|2024.*19/ }).last()
    await newest.scrollIntoViewIfNeeded()
    // A bad night, a bad mood and stress, by the person's own mean.
    for (const label of ['Sleeps well', 'Good mood', 'Low stress'])
      expect(await newest.getByRole('listitem').filter({ hasText: label }).textContent()).toContain('no')
    await shot('own-7-labels')
  })

  it('trains a network of one’s own, held out by time, and says what that shows', async () => {
    await at('train')
    await page.getByRole('button', { name: 'Start training' }).click()
    await page.getByTestId('scores').waitFor({ timeout: 300_000 })
    expect(await page.getByTestId('scores').textContent()).toContain('nothing about anybody else')
    await shot('own-8-trained')
    await expect
      .poll(async () => (await readStored(page)).predictions.length, { timeout: 60_000 })
      .toBe(NIGHTS)
    const { models, predictions } = await readStored(page)
    expect(models[0]?.heldOutDays).toBe(10)
    expect(predictions.filter(({ seenInTraining }) => !seenInTraining)).toHaveLength(10)
    // The last days are the held-out ones.
    const held = predictions.filter(({ seenInTraining }) => !seenInTraining).map(({ dayId }) => dayId)
    const seen = predictions.filter(({ seenInTraining }) => seenInTraining).map(({ dayId }) => dayId)
    expect(held.sort()[0]! > seen.sort().at(-1)!).toBe(true)
  })

  it('explains a day of one’s own', async () => {
    const { days } = await readStored(page)
    const last = days
      .map(({ id }) => id)
      .sort()
      .at(-1)!
    await at(`day/${encodeURIComponent(last)}?label=S1`)
    await page.getByTestId('heat').waitFor({ timeout: 60_000 })
    expect(await page.getByTestId('residual').textContent()).toContain('✓')
    await shot('own-9-explained')
  })

  it('fits a phone', async () => {
    await page.setViewportSize(PHONE)
    for (const hash of ['diary', 'sources', 'sources/fitbit']) {
      await at(hash)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(wider, hash).toBeLessThanOrEqual(0)
      expect(await accessibilityFaults(page, 'phone')).toEqual([])
      await shot(`own-phone-${hash.replace('/', '-')}`)
    }
  })

  it('asked nothing of anyone', () => {
    expect([watched.foreign, watched.violations, watched.errors]).toEqual([[], [], []])
  })
})

const dateName = (back: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(NOW.getTime() - back * 86_400_000)
