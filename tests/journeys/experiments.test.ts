import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './axe.ts'
import { Shell } from './pages/shell.ts'
import { ExperimentsPage } from './pages/experiments.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'
import { readStored } from './stored.ts'

describe('an experiment', () => {
  let app: SampleApp
  let page: Page
  let experiments: ExperimentsPage

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
    experiments = new ExperimentsPage(page)
    await new Shell(page).goTo('Experiments')
  })
  afterAll(() => app.close())

  it('says how many runs it is before it starts', async () => {
    const form = experiments.form
    await form.getByLabel('Sequences').check()
    await form.getByLabel('Picture of rows').uncheck()
    await form.getByLabel('by the minute').check()
    await form.getByLabel('by the second').uncheck()
    await form.getByLabel('Folds').fill('3')
    await form.getByLabel('Epochs').selectOption('3')
    await form.getByText('runs in all: 3').waitFor()
    expect(await accessibilityFaults(page, 'a new experiment')).toEqual([])
  })

  it('trains fold by fold, and shows scores beside those that look at no sensor', async () => {
    await experiments.start()
    await experiments.waitForFolds(3, 3, 180_000)
    await page.getByRole('link', { name: 'Scores' }).click()
    await page.getByTestId('verdict').waitFor({ timeout: 60_000 })
    for (const question of [
      'Is it better than nothing?',
      'On which question?',
      'For whom?',
      'Would it hold for a new person?',
    ])
      await page.getByRole('heading', { name: question }).waitFor()
    await page.getByRole('rowheader', { name: 'Always yes' }).waitFor()
    expect(await accessibilityFaults(page, 'scores')).toEqual([])
  })

  it('makes its folds one model that answers for every day', async () => {
    await new Shell(page).goTo('Experiments')
    await page.getByRole('button', { name: 'Use its folds together' }).click()
    await page.getByText('in use').waitFor({ timeout: 60_000 })
    const { models } = await readStored(page)
    expect(models.map(({ ensemble }) => ensemble?.folds)).toEqual([3])
    await new Shell(page).goTo('Days')
    await page.getByTestId('days').locator('li a').first().click()
    await page.getByTestId('spread').waitFor({ timeout: 60_000 })
    // Each fold's network can be asked why, and its map adds up to its own number.
    const logitOf = async (fold: string): Promise<string> => {
      await page.getByLabel('Ask the network of').selectOption(fold)
      await page.getByText('adds up', { exact: false }).first().waitFor({ timeout: 60_000 })
      return page
        .getByText(/All parts together make/)
        .first()
        .innerText()
    }
    const [one, two] = [await logitOf('fold 1'), await logitOf('fold 2')]
    expect(one).not.toBe(two)
  })
})
