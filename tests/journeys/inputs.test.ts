import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RESIDUAL_BAR } from '../../src/saliency/explanation.ts'
import { accessibilityFaults } from './axe.ts'
import { DayPage } from './pages/day.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { sampleApp, type SampleApp } from './sample-app.ts'
import { readStored } from './stored.ts'

/** Where screenshots go, where somebody wants to look at them. */
const out = process.env['SCREENSHOTS']

describe('what a network sees', () => {
  let app: SampleApp
  let page: Page

  beforeAll(async () => {
    app = await sampleApp()
    ;({ page } = app)
    if (out) mkdirSync(out, { recursive: true })
  })
  afterAll(() => app.close())

  const shot = async (name: string): Promise<void> => {
    if (out) await page.screenshot({ path: join(out, `${name}.png`), fullPage: true })
  }

  it('can be looked at: the picture in each style, and planes', async () => {
    await page.getByRole('article').first().getByRole('link').first().click()
    const view = page.getByTestId('network-view')
    await view.getByText('What a network sees of this day').click()
    const image = view.getByRole('img').first()
    for (const style of ['recommended', 'coloured', 'paper', 'notebook']) {
      await view.getByLabel('Drawn').selectOption(style)
      await view.getByRole('img', { name: /^The day's picture/ }).waitFor()
      await expect.poll(() => image.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(224)
      await shot(`seen ${style}`)
    }
    await view.getByLabel('What it sees').selectOption('planes')
    await view.getByRole('img', { name: 'Plane of hours by minutes: Heart rate' }).waitFor()
    expect(await view.getByRole('img').count()).toBe(9)
    expect(await accessibilityFaults(page, 'network view')).toEqual([])
    await shot('seen planes')
  })

  it('is among the options, each input with networks that can look at it', async () => {
    await new Shell(page).goTo('Train')
    const train = new TrainPage(page)
    await train.openOptions()
    const networks = train.option('Network')
    await train.choose('Network', 'seresnext_tiny')
    await train.choose('What it sees', 'raw')
    expect(await networks.inputValue()).toBe('resnet1d_mini')
    expect(await train.option('Side of the pictures').count()).toBe(0)
    await train.choose('What it sees', 'spectrogram')
    expect(await networks.inputValue()).toBe('spectrogram_resnet1d_mini')
    await train.choose('Channels', 'eighteen')
    expect(await train.canStart()).toBe(true)
    await shot('options')
    expect(await accessibilityFaults(page, 'inputs')).toEqual([])
    await page.getByRole('button', { name: 'Back to the quick preset' }).click()
  })

  it.each([
    ['Sequences', { 'What it sees': 'raw', Resolution: '1' }],
    ['Spectrograms', { 'What it sees': 'spectrogram', Channels: 'eleven' }],
    ['Planes of hours by minutes', { 'What it sees': 'planes', Resolution: '1' }],
    ['coloured pictures', { 'What it sees': 'picture', Drawn: 'coloured', Channels: 'five' }],
    ['pictures as in the notebooks', { 'What it sees': 'picture', Drawn: 'notebook', Channels: 'five' }],
  ] as const)('may be %s: they train, are scored, and are explained', async (name, choices) => {
    await new Shell(page).goTo('Train')
    const train = new TrainPage(page)
    if (!(await train.option('What it sees').isVisible()))
      await page.getByTestId('options').locator('summary').click()
    for (const [option, value] of Object.entries(choices)) await train.choose(option, value)
    await train.choose('Epochs', '3')
    const before = (await readStored(page)).models.length
    await page.getByRole('button', { name: /^(Start training|Train again)$/ }).click()
    await expect
      .poll(async () => (await readStored(page)).models.length, { timeout: 240_000 })
      .toBe(before + 1)
    await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 240_000 })
    const card = (await readStored(page)).models.sort((a, b) => b.created - a.created)[0]
    expect(card?.encoding.input).toBe(choices['What it sees'])
    if ('Resolution' in choices) expect(card?.encoding.rate).toBe(1)
    expect(card?.scores.map(({ predictor }) => predictor)).toEqual(
      expect.arrayContaining(['network', 'shuffledLabels', 'allOnes', 'majority']),
    )
    await train.waitForScores(10_000)
    await shot(`trained ${name}`)
    const day = (await readStored(page)).predictions[0]?.dayId ?? ''
    const { share, passed } = await new DayPage(page).explain(day, 'Q3')
    expect(passed).toBe(true)
    expect(share).toBeLessThan(RESIDUAL_BAR)
    await shot(`explained ${name}`)
  })
})
