import type { Page } from 'playwright-core'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { serveApp } from './served.ts'

/** The app in a browser of its own, with the sample days read and drawn. */
export interface SampleApp {
  readonly page: Page
  close(): Promise<void>
}

export async function sampleApp(): Promise<SampleApp> {
  const served = await serveApp()
  const browser = await launch()
  const page = await (await desktop(browser)).newPage()
  const home = new HomePage(page)
  await home.open(served.url)
  await home.trySamples()
  await new DaysPage(page).waitForPictures(120_000)
  return {
    page,
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
