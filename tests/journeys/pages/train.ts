import type { Page } from 'playwright-core'

export class TrainPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start training' }).click()
  }

  /** Waits until so many epochs lie behind, so that the curves have something to show. */
  async waitForEpoch(epoch: number, timeout: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        Number.parseInt(document.querySelector('[data-testid="epoch"]')?.textContent ?? '', 10) >= wanted,
      epoch,
      { timeout },
    )
  }

  async pauseAndGoOn(): Promise<void> {
    await this.page.getByRole('button', { name: 'Pause' }).click()
    await this.page.getByRole('button', { name: 'Go on' }).click({ timeout: 60_000 })
    await this.page.getByRole('button', { name: 'Pause' }).waitFor()
  }

  async waitForScores(timeout: number): Promise<void> {
    await this.page.getByTestId('scores').waitFor({ timeout })
  }

  async device(): Promise<string> {
    return (await this.page.getByTestId('device').textContent())?.trim() ?? ''
  }
}
