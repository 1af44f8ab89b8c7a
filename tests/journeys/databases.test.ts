import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import start from '@sqlite.org/sqlite-wasm'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { serveApp } from './served.ts'

const FIT = new URL('../fixtures/garmin-fit/MonitoringFile.fit', import.meta.url).pathname

/** A band's day, as Gadgetbridge keeps it. */
async function database(): Promise<Uint8Array> {
  const sqlite = await start({ print: () => undefined, printErr: () => undefined })
  const db = new sqlite.oo1.DB(':memory:', 'c')
  db.exec(
    'CREATE TABLE MI_BAND_ACTIVITY_SAMPLE (TIMESTAMP INTEGER, DEVICE_ID INTEGER, STEPS INTEGER, ' +
      'HEART_RATE INTEGER, PRIMARY KEY (TIMESTAMP, DEVICE_ID)) WITHOUT ROWID',
  )
  const noon = Date.UTC(2024, 5, 3, 12) / 1000
  for (let minute = 0; minute < 1440; minute++)
    db.exec(
      `INSERT INTO MI_BAND_ACTIVITY_SAMPLE VALUES (${noon + 60 * minute}, 1, 10, ${60 + (minute % 30)})`,
    )
  const bytes = sqlite.capi.sqlite3_js_db_export(db)
  db.close()
  return bytes
}

describe('files that need a decoder of their own', () => {
  let served: Served
  let browser: Browser
  let page: Page
  let folder: string
  const said: string[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'databases-'))
    await writeFile(join(folder, 'Gadgetbridge.db'), await database())
    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text())
    })
    const home = new HomePage(page)
    await home.open(served.url)
    await home.openFiles([join(folder, 'Gadgetbridge.db'), FIT])
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('are read in the browser, under its policy', async () => {
    expect(await new DaysPage(page).waitForPictures(60_000)).toBeGreaterThan(1)
    expect(await new Shell(page).problems()).toEqual([])
    expect(said.filter((text) => /policy|sqlite|wasm/i.test(text))).toEqual([])
  })
})
