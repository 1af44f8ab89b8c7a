import type { Page } from 'playwright-core'

/** What is on every screen: navigation, the state of reading, the foot of the page. */
export class Shell {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async goTo(screen: 'Days' | 'Train' | 'Experiments' | 'About'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen }).click()
    await this.page.getByRole('heading', { level: 1 }).waitFor()
  }

  async waitUntilReadyOffline(): Promise<void> {
    await this.page.getByTestId('ready-offline').waitFor({ timeout: 60_000 })
  }

  /** The messages on files that could not be used. */
  problems(): Promise<string[]> {
    return this.page.getByTestId('problems').getByRole('listitem').allTextContents()
  }

  async dismissReading(): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Reading files' })
      .getByRole('button', { name: 'Close' })
      .click()
  }

  async openForget(): Promise<void> {
    await this.page.getByRole('button', { name: 'Delete everything' }).click()
    await this.page.getByRole('alertdialog').waitFor()
  }

  async confirmForget(): Promise<void> {
    const dialog = this.page.getByRole('alertdialog')
    await dialog.getByRole('button', { name: 'Delete everything' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
}
