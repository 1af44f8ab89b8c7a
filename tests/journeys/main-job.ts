import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { LABELS } from '../../src/lifelog/labels.ts'
import { accessibilityFaults } from './axe.ts'
import { desktop, DESKTOP, PHONE } from './browser.ts'
import { DayPage, type ShownExplanation } from './pages/day.ts'
import { DaysPage } from './pages/days.ts'
import { HomePage } from './pages/home.ts'
import { Shell } from './pages/shell.ts'
import { TrainPage } from './pages/train.ts'
import { daysOf, type JourneyReport } from './report.ts'
import { readStored, type Stored } from './stored.ts'
import { collect, watch, type Watched } from './watch.ts'

const MINUTES = 60_000
/** One label a day is always asked for; all seven only while this many seconds of asking are not used up. */
const EXPLAINING_SECONDS = 75
/** Screens of which the whole length is photographed. */
const WHOLE = ['scores', 'scores-phone', 'why', 'why-dark', 'why-phone', 'home', 'home-phone']

export interface JourneyOptions {
  readonly browser: Browser
  readonly url: string
  /** Files and folders; the sample days where there are none. */
  readonly paths: readonly string[]
  /** Folder for screenshots. */
  readonly out: string
  readonly log: (line: string) => void
}

/** The main job, from the first screen to days found again after a reload. */
export async function mainJob(options: JourneyOptions): Promise<JourneyReport> {
  await mkdir(options.out, { recursive: true })
  const context = await desktop(options.browser)
  const watched = await watch(context, new URL(options.url).origin)
  const page = await context.newPage()
  const journey = new Journey(page, watched, options)
  const shell = new Shell(page)
  const train = new TrainPage(page)

  const problems = await journey.stage('ingest', async () => {
    const home = new HomePage(page)
    await home.open(options.url)
    await journey.look('home', { also: ['dark', 'phone'] })
    if (options.paths.length === 0) await home.trySamples()
    return ingest(page, home, shell, options)
  })
  await journey.look('days', { also: ['phone'] })
  await shell.goTo('About')
  await journey.look('about', {})

  let refusal = await journey.stage('train', () => trainOnce(shell, train, journey))
  const samplesAdded = refusal !== null && options.paths.length > 0
  if (samplesAdded) {
    // Too few people to hold any out: the message says what helps, and a person would follow it.
    options.log(`refused: ${refusal}`)
    await journey.look('refused', {})
    await journey.stage('samples added', () => addSamples(page))
    refusal = await journey.stage('train', () => trainOnce(shell, train, journey))
  }
  await journey.look('scores', { also: ['phone'] })
  await shell.goTo('Days')
  await new DaysPage(page).waitForPictures(MINUTES)
  await journey.look('answers', { also: ['dark'] })

  const stored = await readStored(page)
  const explanations =
    refusal === null ? await journey.stage('explain', () => explainAll(page, stored, journey)) : []

  const foundAgain = await journey.stage('reload', async () => {
    await collect(page, watched)
    await page.reload()
    if (explanations.length > 0) await page.getByTestId('heat').waitFor({ timeout: MINUTES })
    await shell.goTo('Days')
    const shown = await new DaysPage(page).waitForPictures(MINUTES)
    const again = await readStored(page)
    return shown === stored.days.length && JSON.stringify(again) === JSON.stringify(stored)
  })
  await shell.openForget()
  await journey.look('forget', {})
  await context.close()

  const card = stored.models[0]
  return {
    from: options.paths.length > 0 ? options.paths : ['sample days'],
    seconds: journey.seconds,
    days: daysOf(stored),
    problems,
    refusal,
    samplesAdded,
    device: card?.device ?? null,
    trainingPeople: card?.trainingPeople ?? [],
    heldOutPeople: card?.heldOutPeople ?? [],
    oneClass: card?.oneClass ?? [],
    oneClassHeldOut: card?.oneClassHeldOut ?? [],
    epochs: card?.history ?? [],
    scores: card?.scores ?? [],
    explanations,
    worstResidualShare: Math.max(0, ...explanations.map(({ share }) => share)),
    foundAgainAfterReload: foundAgain,
    accessibilityFaults: journey.faults,
    policyViolations: watched.violations,
    foreignRequests: watched.foreign,
    errors: watched.errors,
    longTasks: journey.longTasks,
  }
}

/** Keeps times, screenshots and findings along the way. */
class Journey {
  readonly seconds: Record<string, number> = {}
  readonly faults: string[] = []
  readonly longTasks: Record<string, number[]> = {}
  readonly #page: Page
  readonly #watched: Watched
  readonly #options: JourneyOptions
  #stage = ''

  constructor(page: Page, watched: Watched, options: JourneyOptions) {
    this.#page = page
    this.#watched = watched
    this.#options = options
  }

  async stage<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now()
    this.#stage = name
    this.longTasks[name] = []
    const result = await work()
    await this.#collect()
    this.seconds[name] = Math.round((performance.now() - start) / 100) / 10
    this.#options.log(`${name}: ${this.seconds[name]} s`)
    return result
  }

  /** A screenshot and an accessibility check of the screen, and of it in the dark or on a phone. */
  async look(name: string, { also = [] }: { also?: readonly ('dark' | 'phone')[] }): Promise<void> {
    await this.#take(name)
    if (also.includes('dark')) {
      await this.#page.emulateMedia({ colorScheme: 'dark' })
      await this.#take(`${name}-dark`)
      await this.#page.emulateMedia({ colorScheme: 'light' })
    }
    if (also.includes('phone')) {
      await this.#page.setViewportSize(PHONE)
      await this.#take(`${name}-phone`)
      await this.#page.setViewportSize(DESKTOP)
    }
  }

  async #take(name: string): Promise<void> {
    // Colours and entrances change over a moment; halfway they would count as too pale.
    await this.#page.waitForTimeout(700)
    await this.#collect()
    this.faults.push(...(await accessibilityFaults(this.#page, name)))
    await this.#page.screenshot({
      path: join(this.#options.out, `${name}.png`),
      fullPage: WHOLE.includes(name),
    })
    // Looking is work of its own, and not the app's.
    await collect(this.#page, this.#watched)
  }

  async #collect(): Promise<void> {
    this.longTasks[this.#stage]?.push(...(await collect(this.#page, this.#watched)))
  }
}

/** Reads what was given and waits for the pictures. @returns what was refused */
async function ingest(
  page: Page,
  home: HomePage,
  shell: Shell,
  { paths }: JourneyOptions,
): Promise<string[]> {
  const days = new DaysPage(page)
  const problems: string[] = []
  const folders: string[] = []
  const files: string[] = []
  for (const path of paths) ((await stat(path)).isDirectory() ? folders : files).push(path)
  const openings = folders.map((folder) => () => home.openFolder(folder))
  if (files.length > 0) openings.push(() => home.openFiles(files))
  for (const [i, opening] of openings.entries()) {
    if (i > 0) await page.getByRole('link', { name: 'PixleepFlow' }).click()
    await opening()
    await days.waitForPictures(5 * MINUTES)
    problems.push(...(await shell.problems()))
  }
  if (openings.length === 0) await days.waitForPictures(5 * MINUTES)
  return problems
}

async function addSamples(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'PixleepFlow' }).click()
  await new HomePage(page).trySamples()
  await page.getByTestId('days').waitFor({ timeout: 2 * MINUTES })
  await new DaysPage(page).waitForPictures(2 * MINUTES)
}

/** Trains to the end, with a pause on the way. @returns why it was refused, or null */
async function trainOnce(shell: Shell, train: TrainPage, journey: Journey): Promise<string | null> {
  await shell.goTo('Train')
  await train.start()
  const refusal = await train.begun(MINUTES)
  if (refusal !== null) return refusal
  await train.waitForEpoch(2, 3 * MINUTES)
  await train.pauseAndGoOn()
  await train.waitForEpoch(4, 3 * MINUTES)
  await journey.look('training', { also: ['dark'] })
  await train.waitForScores(5 * MINUTES)
  return null
}

/** One label a day, a different one each time; then the others while there is time. */
async function explainAll(page: Page, stored: Stored, journey: Journey): Promise<ShownExplanation[]> {
  const day = new DayPage(page)
  const start = performance.now()
  const found: ShownExplanation[] = []
  for (const [i, { id }] of stored.days.entries()) {
    found.push(await day.explain(id, LABELS[i % LABELS.length] ?? 'S1'))
    if (i === 0) await journey.look('why', { also: ['dark', 'phone'] })
  }
  for (const { id } of stored.days) {
    if ((performance.now() - start) / 1000 > EXPLAINING_SECONDS) break
    const missing = LABELS.filter((label) => !found.some((f) => f.dayId === id && f.label === label))
    for (const [i, label] of missing.entries())
      found.push(i === 0 ? await day.explain(id, label) : await day.choose(id, label))
  }
  return found
}
