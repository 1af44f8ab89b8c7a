import { chromium, type Browser, type Page } from 'playwright-core'
import { createServer, type InlineConfig, type ViteDevServer } from 'vite'
import { CHROMIUM_FLAGS, findBrowser } from './browser.ts'
import { ROOT } from './dist.ts'

const READY_LIMIT_MS = 120_000

/** What WebAssembly's threads ask for. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Headless Chromium over a development server of this project, for commands that run our code in a page. */
export class IsolatedPages {
  private constructor(
    readonly server: ViteDevServer,
    readonly browser: Browser,
  ) {}

  static async start(config: InlineConfig = {}): Promise<IsolatedPages> {
    const server = await createServer({
      root: ROOT,
      logLevel: 'error',
      server: { port: 0, headers: ISOLATED, hmr: false, watch: null },
      ...config,
    })
    await server.listen()
    const browser = await chromium.launch({
      executablePath: findBrowser() ?? undefined,
      args: [...CHROMIUM_FLAGS],
    })
    return new IsolatedPages(server, browser)
  }

  /**
   * A new page at `path`, once its script has set the global `ready`.
   * @param prepare is called before the page loads
   */
  async open(path: string, ready: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await this.browser.newPage()
    page.on('pageerror', (error) => console.error(error))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') console.error(message.text())
    })
    await prepare?.(page)
    await page.goto(new URL(path, this.server.resolvedUrls?.local[0]).href)
    await page.waitForFunction((name) => name in globalThis, ready, { timeout: READY_LIMIT_MS })
    return page
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.server.close()
  }
}
