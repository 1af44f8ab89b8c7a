import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './axe.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'

/** Where screenshots go, if anywhere. */
const SHOTS = process.env.SHOTS

describe('looking at one day', () => {
  let app: SampleApp
  let page: Page

  const shot = async (name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true })
  }
  const reader = () => page.getByTestId('reader').first()
  const saved = async (button: string): Promise<Buffer> => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    return readFile(await (await download).path())
  }

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
    await page.getByRole('article').first().getByRole('link').first().click()
    await reader().waitFor()
  })
  afterAll(() => app.close())

  it('says under the pointer what was measured, and when', async () => {
    const box = (await reader().boundingBox())!
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.55 * box.height)
    await expect.poll(() => reader().textContent()).toMatch(/Heart rate, (23|00):\d\d:\d\d: [\d.]+ beats/)
    await shot('hover')
  })

  it('says the same by the keyboard, and does not leave the day', async () => {
    const address = page.url()
    await page.mouse.move(0, 0)
    await reader().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => reader().getAttribute('aria-valuetext')).toMatch(/, 00:01:01: /)
    expect(page.url()).toBe(address)
  })

  it('looks closer, down to the second', async () => {
    await page.keyboard.press('Enter')
    const zoom = page.getByTestId('zoom')
    await zoom.locator('canvas').waitFor()
    await expect.poll(() => zoom.getByRole('status').textContent()).toMatch(/^23:31:01 to 00:31:01: lowest/)
    await shot('zoom')
    expect(await accessibilityFaults(page, 'a closer look')).toEqual([])
    for (let i = 0; i < 12; i++) await zoom.getByRole('button', { name: 'Shorter stretch' }).click()
    const words = (await zoom.getByRole('status').textContent())!
    const [, from, to] = /^\d\d:\d\d:(\d\d) to \d\d:\d\d:(\d\d)/.exec(words)!
    expect((60 + Number(to) - Number(from)) % 60).toBe(10)
  })

  it('lays another day beside it, and keeps that on reload', async () => {
    await page.getByLabel('Beside it').selectOption({ index: 2 })
    await page.getByTestId('shown-day').nth(1).waitFor()
    await page.reload()
    await page.getByTestId('shown-day').nth(1).getByTestId('reader').waitFor()
    expect(await page.getByTestId('shown-day').count()).toBe(2)
    await page.getByTestId('reader').nth(1).focus()
    await expect.poll(() => page.getByTestId('reader').nth(0).textContent()).toMatch(/00:00:00/)
    await shot('beside')
    expect(await accessibilityFaults(page, 'two days')).toEqual([])
    await page.getByLabel('Beside it').selectOption('')
    await expect.poll(() => page.getByTestId('shown-day').count()).toBe(1)
  })

  it('saves the picture as lines and as pixels, with its words', async () => {
    const svg = (await saved('Save as SVG')).toString()
    expect(svg).toMatch(/^<svg[^]*>Heart rate<\/text>[^]*>15:00<\/text>[^]*<\/svg>$/)
    const problems = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('parsererror').length,
      svg,
    )
    expect(problems).toBe(0)
    const png = await saved('Save as PNG')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1170, 1084])
    if (SHOTS) {
      const { writeFile } = await import('node:fs/promises')
      await writeFile(join(SHOTS, 'saved.svg'), svg)
      await writeFile(join(SHOTS, 'saved.png'), png)
    }
  })
})
