import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DaysPage } from './pages/days.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'
import { readStored } from './stored.ts'

/** Forgets all pictures, past the app. */
const forgetPictures = (): Promise<void> =>
  new Promise((done, fail) => {
    const opening = indexedDB.open('pixleepflow')
    opening.onerror = () => fail(opening.error ?? new Error('not opened'))
    opening.onsuccess = () => {
      const db = opening.result
      const writing = db.transaction('pictures', 'readwrite')
      writing.objectStore('pictures').clear()
      writing.oncomplete = () => {
        db.close()
        done()
      }
      writing.onerror = () => fail(writing.error ?? new Error('not written'))
    }
  })

describe('pictures that an earlier visit has left undrawn', () => {
  let app: SampleApp
  let page: Page
  const button = () => page.getByRole('button', { name: /^Draw the remaining \d+$/ })
  const offered = async (): Promise<number> => Number(/\d+/.exec((await button().textContent()) ?? '')?.[0])

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
    await page.evaluate(forgetPictures)
    await page.reload()
  })
  afterAll(() => app.close())

  it('are offered, and can be stopped half way', async () => {
    await button().waitFor()
    const { days } = await readStored(page)
    expect(await offered()).toBe(days.length)
    await button().click()
    const progress = page.getByRole('progressbar', { name: 'Drawing the pictures' })
    await progress.waitFor()
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) >= 2)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await button().waitFor()
    const { pictures } = await readStored(page)
    expect(pictures).toBeGreaterThanOrEqual(2)
    expect(pictures).toBeLessThan(days.length)
    expect(await offered()).toBe(days.length - pictures)
  })

  it('are drawn after a reload, without reading a recording', async () => {
    const before = await readStored(page)
    await page.reload()
    await button().waitFor()
    expect(await offered()).toBe(before.days.length - before.pictures)
    await button().click()
    await new DaysPage(page).waitForPictures(120_000)
    await button().waitFor({ state: 'detached' })
    const after = await readStored(page)
    expect(after.pictures).toBe(before.days.length)
    expect(after.days).toEqual(before.days)
  })
})
