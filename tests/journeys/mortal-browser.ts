import { spawn, type ChildProcess } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type Page } from 'playwright-core'
import { DESKTOP } from './browser.ts'
import { CHROMIUM_FLAGS, findBrowser } from '../../scripts/browser.ts'

/** A browser whose processes can be killed as a power cut would, and started again on what it had stored. */
export class MortalBrowser {
  readonly page: Page
  readonly #browser: Browser
  readonly #process: ChildProcess

  private constructor(page: Page, browser: Browser, child: ChildProcess) {
    this.page = page
    this.#browser = browser
    this.#process = child
  }

  /** @param folder where it keeps what it stores */
  static async start(folder: string, url: string): Promise<MortalBrowser> {
    const path = findBrowser()
    if (!path) throw new Error('No Chrome, Chromium or Edge found: node scripts/run.mjs setup-browser')
    const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--lang=en-GB']
    // In a group of its own: its helpers are to die with it.
    const child = spawn(path, [...CHROMIUM_FLAGS, ...own, 'about:blank'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const browser = await chromium.connectOverCDP(await addressOf(child))
    const [context] = browser.contexts()
    const page = await context!.newPage()
    await page.setViewportSize(DESKTOP)
    await page.addInitScript(rememberWorkers)
    await page.goto(url)
    return new MortalBrowser(page, browser, child)
  }

  /** Ends the page's youngest worker of a name, at whatever it is. */
  async killWorker(name: string): Promise<void> {
    await this.page.evaluate((name) => {
      const { workersByName } = globalThis as unknown as WithWorkers
      workersByName.get(name)?.terminate()
    }, name)
  }

  async kill(): Promise<void> {
    const dead = new Promise((done) => this.#process.once('exit', done))
    process.kill(-this.#process.pid!, 'SIGKILL')
    await dead
    await this.#browser.close().catch(() => undefined)
  }
}

interface WithWorkers {
  workersByName: Map<string, Worker>
}

/** Runs in the page, before its own scripts. */
function rememberWorkers(): void {
  const workersByName = ((globalThis as unknown as WithWorkers).workersByName = new Map<string, Worker>())
  globalThis.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options)
      workersByName.set(options?.name ?? '', this)
    }
  }
}

/** It says on stderr where it can be driven from. */
async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stderr! })) {
    const [, address] = /^DevTools listening on (ws:\S+)/.exec(line) ?? []
    if (address) {
      child.stderr!.resume()
      return address
    }
  }
  throw new Error('The browser ended before it could be driven')
}
