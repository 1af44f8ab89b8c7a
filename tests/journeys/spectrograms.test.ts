import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './axe.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'

describe("a day's spectrograms", () => {
  let app: SampleApp
  let page: Page
  const panel = () => page.getByTestId('spectrograms')

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
    await page.getByRole('article').first().getByRole('link').first().click()
    await panel().waitFor()
  })
  afterAll(() => app.close())

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
