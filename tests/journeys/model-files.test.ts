import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { writeSafetensors, type WritableTensor } from '../../src/network/weights/safetensors-write.ts'
import type { ModelCard } from '../../src/training/card.ts'
import { formulaWeight } from '../golden/formula.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, launch } from './browser.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { serveApp } from './served.ts'
import { readStored } from './stored.ts'
import { collect, watch, type Watched } from './watch.ts'

/** Like a file of timm's: a thousand classes, and a tensor that the network has not. */
function imageNetFile(): Uint8Array {
  const tensors = new Map<string, WritableTensor>()
  for (const spec of tensorSpecs(ARCHITECTURES.seresnext_mini, 1000))
    tensors.set(spec.name, { shape: spec.shape, values: formulaWeight(spec, 1) })
  tensors.set('head.extra', { shape: [2], values: Float32Array.of(1, 2) })
  return writeSafetensors(tensors, {}, 'F16')
}

describe('a run with options, from a file of weights, and its model as files', () => {
  let served: Served
  let browser: Browser
  let page: Page
  let watched: Watched
  let folder: string
  let train: TrainPage

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'))
    await writeFile(join(folder, 'imagenet.safetensors'), imageNetFile())
    await writeFile(join(folder, 'torn.safetensors'), imageNetFile().slice(0, 9000))
    served = await serveApp()
    browser = await launch()
    const context = await desktop(browser)
    watched = await watch(context, new URL(served.url).origin)
    page = await context.newPage()
    train = new TrainPage(page)
    const home = new HomePage(page)
    await home.open(served.url)
    await home.trySamples()
    await new DaysPage(page).waitForPictures(120_000)
    await new Shell(page).goTo('Train')
    await train.openOptions()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('says what a choice takes, and what to choose where it does not fit', async () => {
    await train.choose('Network', 'resnext101_32x32d')
    expect(await train.fit()).toContain('7.5 GB')
    expect(await train.canStart()).toBe(false)
    await page.getByRole('button', { name: 'Choose instead: SE-ResNeXt-101 32×4d' }).click()
    expect(await train.canStart()).toBe(true)
    await train.choose('Network', 'seresnext_mini')
    await train.choose('Side of the pictures', '64')
    await train.choose('Epochs', '3')
    await train.choose('Days a step', '4')
    expect(await train.forecast()).toMatch(/^About .* in all: 24 steps of .* s/)
    expect(await accessibilityFaults(page, 'options')).toEqual([])
  })

  it('refuses a torn file, and takes a foreign one with what it lacks and has too much', async () => {
    await train.startFrom(join(folder, 'torn.safetensors'))
    expect(await train.startFile()).toContain("torn.safetensors can't be used")
    expect(await train.canStart()).toBe(false)
    await train.startFrom(join(folder, 'imagenet.safetensors'))
    const words = await train.startFile()
    expect(words).toContain('imagenet.safetensors: 101 of 103 tensors are taken')
    expect(words).toContain('initial values (2)')
    expect(words).toContain('left out (1)')
    expect(await accessibilityFaults(page, 'start file')).toEqual([])
  })

  it('trains so, and the card says it all', async () => {
    await train.start()
    await train.waitForScores(180_000)
    const [card] = (await readStored(page)).models
    expect(card).toMatchObject({
      preset: 'chosen',
      architecture: 'seresnext_mini',
      encoding: { input: 'picture', style: 'recommended', side: 64, rate: 1 },
      batch: 4,
      epochs: 3,
      batchParts: 1,
      startedFrom: {
        file: 'imagenet.safetensors',
        taken: 101,
        replaced: ['fc.weight', 'fc.bias'],
        missing: [],
        surplus: ['head.extra'],
      },
    })
    expect(card?.startedFrom?.sha256).toMatch(/^[\da-f]{64}$/)
    expect(await page.getByTestId('facts').innerText()).toContain('imagenet.safetensors')
  })

  it('gives the model out as safetensors with its card, and as ONNX', async () => {
    const [stored] = (await readStored(page)).models
    await train.save('Save as safetensors', join(folder, 'mine.safetensors'))
    const { tensors, metadata } = readSafetensors(await readFile(join(folder, 'mine.safetensors')))
    expect(tensors.size).toBe(103)
    expect(JSON.parse(metadata['card'] ?? '') as ModelCard).toEqual(stored)
    expect(stored?.scores.map(({ predictor }) => predictor)).toContain('shuffledLabels')
    await train.save('Save as ONNX', join(folder, 'mine.onnx'))
    expect((await readFile(join(folder, 'mine.onnx'))).byteLength).toBeGreaterThan(8e6)
  })

  it('opens it again after everything was deleted, and says why it does not open others', async () => {
    const before = await readStored(page)
    const shell = new Shell(page)
    await shell.openForget()
    await shell.confirmForget()
    await page.getByRole('link', { name: 'PixleepFlow' }).click()
    await new HomePage(page).trySamples()
    await new DaysPage(page).waitForPictures(120_000)
    await shell.goTo('Train')
    await train.openModel(join(folder, 'imagenet.safetensors'))
    await page.getByTestId('opened').getByText('carries no card of this app').waitFor()
    expect((await readStored(page)).models).toEqual([])
    await train.openModel(join(folder, 'mine.safetensors'))
    await train.waitForScores(60_000)
    const after = await readStored(page)
    expect(after.models).toEqual([{ ...before.models[0], opened: expect.any(Number) as number }])
    expect(after.predictions).toEqual(before.predictions)
    expect(await accessibilityFaults(page, 'opened')).toEqual([])
  })

  it('asked nobody for anything, and broke no rule of the page', async () => {
    await collect(page, watched)
    expect(watched).toEqual({ foreign: [], violations: [], errors: [] })
  })
})
