import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'

describe('two tabs', () => {
  let app: SampleApp
  beforeAll(async () => {
    app = await sampleApp()
  })
  afterAll(() => app.close())

  it('never train at once: the second says so, and may when the first is done', async () => {
    const first = new TrainPage(app.page)
    await new Shell(app.page).goTo('Train')
    await first.start()
    expect(await first.begun(60_000)).toBeNull()

    const other = await app.page.context().newPage()
    await other.goto(app.page.url())
    const second = new TrainPage(other)
    await second.start()
    expect(await second.begun(60_000)).toContain('Another tab')
    // What the first has done so far is no run that was cut off.
    expect(await other.getByText('was cut off').count()).toBe(0)

    await app.page.getByRole('button', { name: 'Stop' }).click()
    await app.page.getByText('Stopped. Nothing was stored').waitFor({ timeout: 60_000 })
    await second.start()
    expect(await second.begun(60_000)).toBeNull()
  })
})
