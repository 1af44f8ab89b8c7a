import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { desktop, launch } from './browser.ts'
import { writePerson } from './mmash-person.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { serveApp } from './served.ts'

const GIGABYTES_2 = 2 * 1024 ** 3

describe('a folder with one good recording and much else', () => {
  let served: Served
  let browser: Browser
  let page: Page
  let folder: string
  let problems: string[]
  let days: number

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bad-'))
    await writePerson(join(folder, 'user_900'))
    await mkdir(join(folder, 'nothing'))
    await writeFile(join(folder, 'poem.docx'), 'Shall I compare thee to a summer’s day?')
    await writeFile(join(folder, 'empty.csv'), '')
    await writeFile(join(folder, 'cut.parquet'), Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(4000, 7)]))
    // A sparse file: 2 GB of zeros that take no room on the disk.
    const zeros = await open(join(folder, 'zeros.bin'), 'w')
    await zeros.truncate(GIGABYTES_2)
    await zeros.close()

    served = await serveApp()
    browser = await launch()
    page = await (await desktop(browser)).newPage()
    const home = new HomePage(page)
    await home.open(served.url)
    await home.openFolder(folder)
    days = await new DaysPage(page).waitForPictures(120_000)
    problems = await new Shell(page).problems()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('loads what is good', () => {
    expect(days).toBe(1)
  })

  it.each(['poem.docx', 'empty.csv', 'cut.parquet', 'zeros.bin'])(
    'says by name what was wrong with %s',
    (name) => {
      expect(problems.filter((text) => text.includes(name))).toHaveLength(1)
    },
  )

  it('goes on working: the same again adds nothing and says so', async () => {
    const shell = new Shell(page)
    await shell.dismissReading()
    await page.getByRole('link', { name: 'PixleepFlow' }).click()
    await new HomePage(page).openFiles([join(folder, 'poem.docx')])
    await page.getByTestId('problems').waitFor()
    expect(await shell.problems()).toEqual([expect.stringContaining('poem.docx')])
    await shell.goTo('Days')
    expect(await new DaysPage(page).waitForPictures(60_000)).toBe(1)
  })

  it('takes files dropped anywhere on the page', async () => {
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['?'], 'dropped.xyz'))
      return data
    })
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer })
    await page.getByText('Drop the files or the folder here').waitFor()
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    await page.getByTestId('problems').getByText('dropped.xyz').waitFor()
  })
})
