import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { serveApp } from './served.ts'

describe("a day's spectrograms", () => {
  let served: Served
  let browser: Browser
  let page: Page
  const panel = () => page.getByTestId('spectrograms')

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    const home = new HomePage(page)
    await home.open(served.url)
    await home.trySamples()
    await new DaysPage(page).waitForPictures(120_000)
    await page.getByRole('article').first().getByRole('link').first().click()
    await panel().waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  it('are drawn when somebody looks, a picture a channel, with the clock under them', async () => {
    expect(await panel().getByRole('img').count()).toBe(0)
    await panel().getByText('Spectrograms of this day').click()
    const heart = panel().getByRole('img', { name: 'Spectrogram of Heart rate' })
    await heart.waitFor()
    await expect.poll(() => heart.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(129)
    expect(await panel().getByRole('img').count()).toBe(6)
    expect(await panel().textContent()).toContain(
      'swings of 4 minutes are at the bottom and those of 2 seconds',
    )
    expect(await panel().getByRole('list', { name: 'Clock time' }).textContent()).toMatch(
      /12:00.*00:00.*12:00/s,
    )
    expect(await accessibilityFaults(page, 'spectrograms')).toEqual([])
  })

  it('have the window that is chosen', async () => {
    await panel().getByLabel('Window').selectOption({ label: '17 minutes' })
    const heart = panel().getByRole('img', { name: 'Spectrogram of Heart rate' })
    await expect.poll(() => heart.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(513)
    await panel().getByLabel('Window').selectOption({ label: '4 minutes' })
  })

  it('follow the day', async () => {
    const first = panel().getByRole('img').first()
    const before = await first.getAttribute('src')
    await page.getByRole('link', { name: /›$/ }).click()
    await expect.poll(() => first.getAttribute('src')).not.toBe(before)
    await expect.poll(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(676)
  })
})
