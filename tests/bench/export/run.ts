import { mkdtemp, rm, stat } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { Page } from 'playwright-core'
import { desktop, launch } from '../../journeys/browser.ts'
import { HomePage } from '../../journeys/pages/home.ts'
import { serveApp } from '../../journeys/served.ts'
import { writeLargeExport } from './large-export.ts'
import { residentOf } from './resident.ts'

const GIGABYTE = 1e9
const MEGABYTE = 1e6
/** Long enough for a gigabyte a minute and the pictures after it. */
const PATIENCE = 1_800_000

/**
 * `npm run bench -- export`: an Apple Health export of `GIGABYTES` (4) through the app in headless Chromium. Prints how long
 * it takes, what the browser holds beyond what it held when idle, and how fast Cancel is.
 */
export async function benchExport(): Promise<void> {
  const bytes = Number(process.env['GIGABYTES'] ?? 4) * GIGABYTE
  const folder = await mkdtemp(join(tmpdir(), 'pixleepflow-export-'))
  const path = join(folder, 'export.xml')
  const served = await serveApp()
  const browser = await launch()
  try {
    const days = await writeLargeExport(path, bytes)
    console.log(
      `${((await stat(path)).size / GIGABYTE).toFixed(2)} GB, ${days} days; load ${loadavg()[0]?.toFixed(1)}`,
    )
    const page = await (await desktop(browser)).newPage()
    await new HomePage(page).open(served.url)
    await new Promise((later) => setTimeout(later, 5000))
    const idle = residentOf(process.pid) - process.memoryUsage.rss()
    await drop(page, path)
    await page.waitForTimeout(5000)
    console.log(`cancelled within ${(await cancel(page)).toFixed(0)} ms`)
    await page.getByRole('button', { name: 'Close' }).click()

    let most = 0
    const watching = setInterval(() => (most = Math.max(most, residentOf(process.pid))), 250)
    const started = performance.now()
    await drop(page, path)
    await page.getByRole('progressbar', { name: 'Drawing the pictures' }).waitFor({ timeout: PATIENCE })
    const seconds = (performance.now() - started) / 1000
    clearInterval(watching)
    const above = most - process.memoryUsage.rss() - idle
    console.log(
      `read once more from its beginning in ${seconds.toFixed(0)} s; at most ${(above / MEGABYTE).toFixed(0)} MB above the idle browser's ${(idle / MEGABYTE).toFixed(0)} MB`,
    )
    const stored = await page.evaluate(countDays)
    console.log(`${stored} days stored of ${days}`)
    if (stored !== days) process.exitCode = 1
  } finally {
    await browser.close()
    await served.close()
    await rm(folder, { recursive: true })
  }
}

async function drop(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open files' }).click()
  await (await chooser).setFiles(path)
}

/** @returns milliseconds from the click until the page says so */
async function cancel(page: Page): Promise<number> {
  const started = performance.now()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Close' }).waitFor()
  return performance.now() - started
}

function countDays(): Promise<number> {
  return new Promise((done, fail) => {
    const opening = indexedDB.open('pixleepflow')
    opening.onsuccess = () => {
      const counting = opening.result.transaction('days').objectStore('days').count()
      counting.onsuccess = () => {
        opening.result.close()
        done(counting.result)
      }
    }
    opening.onerror = () => fail(opening.error ?? new Error('not opened'))
  })
}
