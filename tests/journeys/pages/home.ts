import type { Page } from 'playwright-core'

export class HomePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await this.page.getByRole('button', { name: 'Try the sample days' }).waitFor()
  }

  trySamples(): Promise<void> {
    return this.page.getByRole('button', { name: 'Try the sample days' }).click()
  }

  /** Through the file input that the app falls back to. */
  async openFolder(folder: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Open a folder' }).click()
    await (await chooser).setFiles(folder)
  }

  async openFiles(files: readonly string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Open files' }).click()
    await (await chooser).setFiles([...files])
  }
}
