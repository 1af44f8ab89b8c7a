import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { serveApp } from './served.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/etri-2024/${name}`, import.meta.url))

describe('what there is to know beside the days', () => {
  let served: Served
  let browser: Browser
  let page: Page

  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'beside-'))
    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    await new HomePage(page).open(served.url)
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await rm(folder, { recursive: true })
  })

  it('is said of label files and tables that are not needed', async () => {
    const names = [
      'ch2024_val__w_heart_rate.parquet.gzip',
      'ch2024_val__w_light.parquet.gzip',
      'val_label.csv',
    ]
    await new HomePage(page).openFiles(names.map(fixture))
    await new DaysPage(page).waitForPictures(60_000)
    const remarks = await page.getByTestId('remarks').getByRole('listitem').allTextContents()
    expect(remarks).toEqual([
      expect.stringContaining('w_light.parquet.gzip is known, and not needed'),
      expect.stringContaining('val_label.csv: its Q3 says 1 for high stress'),
    ])
  })

  it('asks what is in a table that no reader knows, and reads it then', async () => {
    const rows = Array.from({ length: 900 }, (_, i) => `${1_714_543_200 + 60 * i},${60 + (i % 30)}`)
    const table = join(folder, 'anna.csv')
    await writeFile(table, `moment,pulse\n${rows.join('\n')}\n`)
    await page.getByRole('link', { name: 'PixleepFlow' }).click()
    await new HomePage(page).openFiles([table])
    const form = page.getByTestId('mapping')
    await form.waitFor()
    expect(await accessibilityFaults(page, 'mapping')).toEqual([])
    await form.getByLabel('The time is written as').selectOption('seconds since 1970')
    expect(await form.getByLabel('What pulse is').inputValue()).toBe('heart_rate')
    await form.getByRole('button', { name: 'Read it' }).click()
    await page.getByRole('heading', { name: 'anna' }).first().waitFor({ timeout: 60_000 })

    // The next table of these columns is read without a word.
    const next = join(folder, 'more.csv')
    await writeFile(next, `moment,pulse\n${rows.map((row) => row.replace(/^17145/, '17155')).join('\n')}\n`)
    await page.getByRole('link', { name: 'PixleepFlow' }).click()
    await new HomePage(page).openFiles([next])
    await page.getByRole('heading', { name: 'anna' }).nth(1).waitFor({ timeout: 60_000 })
  })

  it('stands in the name of every simulated day', async () => {
    await page.getByRole('link', { name: 'PixleepFlow' }).click()
    await page.getByText('Or simulate a participant').click()
    await page.getByRole('button', { name: 'Simulate a participant' }).click()
    const cards = page.getByRole('heading', { name: 'simulated 1' })
    await cards.nth(6).waitFor({ timeout: 200_000 })
    expect(await cards.count()).toBe(7)
  })
})
