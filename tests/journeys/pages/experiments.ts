import type { Locator, Page } from 'playwright-core'

export class ExperimentsPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get form(): Locator {
    return this.page.getByTestId('new-experiment')
  }

  async start(): Promise<void> {
    await this.form.getByRole('button', { name: 'Start the experiment' }).click()
  }

  /** Waits until so many of its first network's folds are trained. */
  async waitForFolds(done: number, folds: number, timeout: number): Promise<void> {
    await this.page.getByText(`${done} of ${folds}`, { exact: true }).first().waitFor({ timeout })
  }

  /** Presses Go on as soon as it is offered; not where all is trained. */
  async goOn(timeout: number): Promise<void> {
    const button = this.page.getByRole('button', { name: /^(Go on|Begin)$/ })
    const scores = this.page.getByRole('link', { name: 'Scores' })
    await button.or(scores).first().waitFor({ timeout })
    if (await button.isVisible()) await button.click()
  }
}
