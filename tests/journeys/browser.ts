import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { CHROMIUM_FLAGS, findBrowser } from '../../scripts/browser.ts'

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

export async function launch(): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath)
    throw new Error('No Chrome, Chromium or Edge found: node scripts/run.mjs setup-browser')
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
}

export async function desktop(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, colorScheme: 'light', locale: 'en-GB' })
  // The loader of TypeScript wraps named functions in a call that the page does not know.
  await context.addInitScript({ content: 'globalThis.__name ??= (named) => named' })
  // The system's own pickers can't be driven: without them the app falls back to a file input, which can.
  await context.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showDirectoryPicker']) Reflect.deleteProperty(globalThis, name)
  })
  return context
}
