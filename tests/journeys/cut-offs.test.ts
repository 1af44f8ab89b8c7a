import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults } from './axe.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'
import { readStored } from './stored.ts'

describe('cut-offs', () => {
  let app: SampleApp
  let page: Page

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
  })
  afterAll(() => app.close())

  const open = async (): Promise<void> => {
    await page.getByText('What the seven answers mean').click()
    await page.getByText('Change the cut-offs').click()
  }
  const kind = (label: string) => page.getByLabel(new RegExp(`^${label} `))
  const minutes = () => page.getByRole('spinbutton', { name: 'Slept long: cut-off, min' })
  const rule = () => page.getByRole('row', { name: /^S1 / })
  const sleptLong = () =>
    page.getByTestId('days').locator('li li[title^="Time asleep"]', { hasText: ': yes' }).count()

  it('can be chosen by keyboard, and the answers go by them at once', async () => {
    await open()
    const usual = await sleptLong()
    expect(usual).toBeGreaterThan(0)
    await kind('S1').selectOption('fixed')
    expect(await minutes().inputValue()).toBe('420')
    await kind('S1').press('Tab')
    await page.keyboard.type('9')
    await page.keyboard.press('Tab')
    expect(await rule().textContent()).toContain('at least 9 min')
    expect(await sleptLong()).toBeGreaterThan(usual)
    await kind('Q3').selectOption('ownMean')
    expect(await accessibilityFaults(page, 'cut-offs')).toEqual([])
  })

  it('are none where the measure can’t have them', async () => {
    await minutes().fill('-5')
    await minutes().press('Tab')
    expect(await minutes().inputValue()).toBe('9')
  })

  it('stay when the page is opened again, until they are reset', async () => {
    await page.reload()
    await open()
    expect(await minutes().inputValue()).toBe('9')
    expect(await kind('Q3').inputValue()).toBe('ownMean')
    const reset = page.getByRole('button', { name: 'Reset all cut-offs' })
    await reset.click()
    expect(await kind('S1').inputValue()).toBe('median')
    expect(await reset.isDisabled()).toBe(true)
  })

  it('are what training learns by; later ones wait for the next', async () => {
    await kind('S1').selectOption('fixed')
    const train = new TrainPage(page)
    await new Shell(page).goTo('Train')
    await train.openOptions()
    await train.choose('Network', 'seresnext_mini')
    await train.choose('Side of the pictures', '64')
    await train.choose('Epochs', '3')
    await train.start()
    await train.waitForScores(180_000)
    const [card] = (await readStored(page)).models
    expect(card?.rules.find(({ label }) => label === 'S1')?.cutOff).toBe(420)
    expect(card?.cutOffs).toContainEqual(['S1', 420])
    await new Shell(page).goTo('Days')
    await open()
    const waits = page.getByText('hold from the next training on')
    expect(await waits.count()).toBe(0)
    await page.getByRole('button', { name: 'Reset all cut-offs' }).click()
    await waits.waitFor()
    expect(await rule().textContent()).toContain('at least 420 min')
    expect(await accessibilityFaults(page, 'cut-offs beside a model')).toEqual([])
  })
})
