import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'
import { readStored } from './stored.ts'

describe('a run that is cut off by a reload', () => {
  let app: SampleApp
  let page: Page

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
    await new Shell(page).goTo('Train')
    const train = new TrainPage(page)
    await train.start()
    await train.waitForEpoch(4, 120_000)
    await page.reload()
  })
  afterAll(() => app.close())

  it('is offered again, and goes on where it was', async () => {
    await page.getByText('A run was cut off after epoch 3 of 10').waitFor()
    expect((await readStored(page)).models).toEqual([])
    await page.getByRole('button', { name: 'Go on with it' }).click()
    const train = new TrainPage(page)
    await train.waitForEpoch(4, 60_000)
    await page.getByRole('button', { name: 'Skip the control run' }).click({ timeout: 180_000 })
    await train.waitForScores(60_000)
    const [card] = (await readStored(page)).models
    expect(card?.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('is forgotten once it is finished', async () => {
    await page.reload()
    await page.getByTestId('scores').waitFor()
    await page.getByRole('button', { name: 'Train again' }).waitFor()
    expect(await page.getByText('was cut off').count()).toBe(0)
  })
})
