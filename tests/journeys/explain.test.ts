import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, DESKTOP, launch, PHONE } from './browser.ts'
import { ExplainedDay } from './pages/day.ts'
import { serveApp } from './served.ts'
import { readStored } from './stored.ts'
import { collect, watch, type Watched } from './watch.ts'

const out = process.env['SCREENSHOTS']

describe('why, in sensor and clock time', () => {
  let served: Served
  let browser: Browser
  let page: Page
  let day: ExplainedDay
  let watched: Watched

  const shot = async (name: string): Promise<void> => {
    if (!out) return
    mkdirSync(out, { recursive: true })
    await page.screenshot({ path: join(out, `${name}.png`), fullPage: true })
  }
  const saved = async (button: string): Promise<Buffer> => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    return readFile(await (await download).path())
  }

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    const context = await desktop(browser)
    watched = await watch(context, served.url)
    page = await context.newPage()
    await page.goto(served.url)
    day = new ExplainedDay(page)
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  it('shows the map of a simulated day in less than ten seconds', async () => {
    const start = performance.now()
    await page.getByRole('button', { name: 'Explain a simulated day' }).click()
    await page.getByTestId('heat').waitFor({ timeout: 60_000 })
    const seconds = (performance.now() - start) / 1000
    console.info(`map ${seconds.toFixed(1)} s after the click`)
    expect(seconds).toBeLessThan(10)
    expect(await page.getByTestId('residual').textContent()).toContain('✓')
  })

  it('says in words what was measured, and ranks sensors both ways', async () => {
    expect(await day.measured()).toMatch(/leans on|few hundredths/)
    await expect.poll(() => page.getByTestId('agreement').textContent()).toMatch(/sensors -?[01]\.\d\d;/)
    const shares = await page
      .getByTestId('sensors')
      .locator('table')
      .first()
      .locator('tbody tr td:nth-child(2)')
      .allTextContents()
    const percents = shares.map((text) => Number.parseInt(text, 10))
    expect(percents).toHaveLength(18)
    expect([...percents].sort((a, b) => b - a)).toEqual(percents)
    expect(Math.abs(percents.reduce((sum, one) => sum + one, 0) - 100)).toBeLessThanOrEqual(9)
  })

  it('changes the label and the map at once, and remembers the map', async () => {
    const start = performance.now()
    for (const label of ['Q1', 'S1', 'S3', 'Q3'] as const) await day.chooseLabel(label)
    await day.chooseMap('signed')
    console.info(`five maps in ${(performance.now() - start).toFixed(0)} ms`)
    await page.reload()
    await page.getByTestId('heat').waitFor({ timeout: 60_000 })
    expect(await day.mapChoice().inputValue()).toBe('signed')
    await shot('signed')
    await day.chooseMap('signed-hours')
    await shot('signed-hours')
    await day.chooseMap('signed')
  })

  it('has the map as a table with the same sum, by the keyboard', async () => {
    await page.getByText('The map as a table, hour by hour').focus()
    await page.keyboard.press('Enter')
    const table = page.getByTestId('hours')
    await table.waitFor()
    expect(await table.locator('tbody tr').count()).toBe(19)
    const total = Number(await table.locator('tbody tr').last().locator('td').last().textContent())
    const sum = /adds (-?[\d.]+) to/.exec((await page.getByTestId('sensors').textContent()) ?? '')?.[1]
    expect(Math.abs(total - Number(sum))).toBeLessThan(0.006)
  })

  it('follows when the evening of the heart is erased, and stores nothing of it', async () => {
    const before = await readStored(page)
    const probabilities = await day.probabilities()
    await day.startEditing()
    await day.mark('heart_rate', '18:00', '23:00')
    await day.apply()
    await expect.poll(() => day.changes()).toBe('Changes: 1')
    const after = await day.probabilities()
    const moved = after.map((value, i) => Math.abs(value - (probabilities[i] ?? NaN)))
    console.info(`probabilities moved by up to ${Math.max(...moved).toFixed(2)}`)
    expect(Math.max(...moved)).toBeGreaterThan(0.02)
    await shot('edited')
    await page.keyboard.press('Control+z')
    await expect.poll(() => day.changes()).toBe('Changes: 0')
    expect(await day.probabilities()).toEqual(probabilities)
    await day.dragLastRow(0.75, 0.95)
    await expect.poll(() => day.changes()).toBe('Changes: 1')
    expect(await day.probabilities()).not.toEqual(probabilities)
    expect(await accessibilityFaults(page, 'editing')).toEqual([])
    await page.getByRole('button', { name: 'Done' }).click()
    expect((await readStored(page)).predictions).toEqual(before.predictions)
  })

  it('checks the map, and can be cancelled', async () => {
    await page.getByRole('button', { name: 'Check this map' }).click()
    await page.getByTestId('trust').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Check this map' }).click()
    await page.getByTestId('scrambled').waitFor({ timeout: 120_000 })
    expect(await page.getByTestId('scrambled').locator('tbody tr').count()).toBe(6)
    expect(await page.getByTestId('trust').textContent()).toMatch(
      /Area below: [01]\.\d\d; in random order [01]\.\d\d/,
    )
    await shot('checked')
    expect(await accessibilityFaults(page, 'checked')).toEqual([])
  })

  it('goes through the layers a step at a time, up to the number of the network', async () => {
    const stages = page.getByTestId('stages')
    for (let step = 0; step < 6; step++) await stages.getByRole('button', { name: 'Step on' }).click()
    const last = await stages.locator('li').last().locator('.number').last().textContent()
    expect(await page.getByTestId('residual').textContent()).toContain(`(its logit) is ${last}.`)
    expect(await stages.getByRole('button', { name: 'Step on' }).isDisabled()).toBe(true)
  })

  it('lays two answers side by side, and ranks sensors over days', async () => {
    const pair = page.getByTestId('compare-labels')
    await pair.getByText('Two answers of this day').click()
    await pair.getByRole('combobox').selectOption('S2')
    await expect.poll(() => pair.getByTestId('heat').count()).toBe(2)
    const ranking = page.getByTestId('ranking')
    await ranking.getByText('Sensors over many days').click()
    await ranking.getByRole('button', { name: 'Add up the maps (days: 1)' }).click()
    await ranking.getByText('days 1, people 1').waitFor({ timeout: 60_000 })
    expect(await ranking.locator('tbody tr').count()).toBe(18)
    await page.emulateMedia({ colorScheme: 'dark' })
    await shot('dark')
    expect(await accessibilityFaults(page, 'all panels, dark')).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(PHONE)
    await shot('phone')
    expect(await accessibilityFaults(page, 'all panels, phone')).toEqual([])
    const wider = await page.locator('main').evaluate((main) => main.scrollWidth - innerWidth)
    expect(wider, 'nothing beyond the edge of a phone').toBeLessThanOrEqual(0)
    await page.setViewportSize(DESKTOP)
  })

  it('is saved with its heat, and as a page to print', async () => {
    expect((await saved('Save as SVG')).toString()).toContain('<image href="data:image/png;base64,')
    const report = (await saved('Save a page to print')).toString()
    expect(report).toContain('Heart rate')
    expect(report).toContain('data:image/png;base64,')
    expect(report).not.toMatch(/https?:|<script/)
  })

  it('is a lesson of six steps by the keyboard', async () => {
    await page.getByRole('link', { name: 'Show as a lesson' }).click()
    const title = page.getByTestId('lesson').getByRole('heading', { level: 1 })
    const titles = new Set<string>()
    for (let step = 1; step <= 6; step++) {
      await page.getByText(`${step} of 6`).waitFor()
      titles.add((await title.textContent()) ?? '')
      await shot(`lesson-${step}`)
      expect(await accessibilityFaults(page, `lesson ${step}`)).toEqual([])
      await page.keyboard.press('ArrowRight')
    }
    expect(titles.size).toBe(6)
    await page.keyboard.press('?')
    await page.getByTestId('keys').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('sensors').waitFor({ timeout: 60_000 })
  })

  it('breaks no policy and asks nobody', async () => {
    await collect(page, watched)
    expect(watched).toEqual({ foreign: [], violations: [], errors: [] })
  })
})
