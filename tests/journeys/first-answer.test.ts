import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { Shell } from './pages/shell.ts'
import { serveApp } from './served.ts'
import { readStored } from './stored.ts'

const out = process.env['SCREENSHOTS']

describe('a first answer without training', () => {
  let served: Served
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    await page.goto(served.url)
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  it('is a simulated day with its answers and its heat, and says that it is', async () => {
    const start = performance.now()
    await page.getByRole('button', { name: 'Explain a simulated day' }).click()
    await page.getByTestId('heat').waitFor({ timeout: 60_000 })
    console.info(`explained ${((performance.now() - start) / 1000).toFixed(1)} s after the click`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('simulated 1001')
    expect(await page.getByTestId('residual').textContent()).toContain('✓')
    await page.getByText('learnt from simulated people alone').waitFor()
    const { predictions, models } = await readStored(page)
    expect(predictions[0]?.seenInTraining).toBe(false)
    expect(models[0]?.trainingPeople).not.toContain('simulated 1001')
    if (out) {
      mkdirSync(out, { recursive: true })
      await page.screenshot({ path: join(out, 'first-answer.png'), fullPage: true })
    }
    expect(await accessibilityFaults(page, 'first answer')).toEqual([])
  })

  it('is none for recordings that lack most of its channels', async () => {
    await page.goto(`${served.url}#/`)
    await page.getByRole('button', { name: 'Try the sample days' }).click()
    await new DaysPage(page).waitForPictures(120_000)
    await new Shell(page).goTo('Train')
    await page.getByText('learnt from simulated people alone').waitFor()
    const { predictions, days } = await readStored(page)
    expect(days.length).toBe(18)
    expect(predictions).toHaveLength(1)
  })
})
