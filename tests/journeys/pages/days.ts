import type { Page } from 'playwright-core'

export class DaysPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Waits until days are shown, each with its picture, and counts them. */
  async waitForPictures(timeout: number): Promise<number> {
    const list = this.page.getByTestId('days')
    await list.waitFor({ timeout })
    await this.page.waitForFunction(
      () => {
        const cards = [...document.querySelectorAll('[data-testid="days"] article')]
        const drawn = cards.filter((card) => card.querySelector('img')?.complete)
        return cards.length > 0 && drawn.length === cards.length
      },
      undefined,
      { timeout },
    )
    return list.getByRole('article').count()
  }
}
