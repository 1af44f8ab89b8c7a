import type { Page } from 'playwright-core'

/** Pixels below the screen in which cards are looked at; the app has pictures ready farther down than that. */
const NEAR = 3000

export class DaysPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Waits until days are shown, those not far from the screen with their pictures, and counts them. */
  async waitForPictures(timeout: number): Promise<number> {
    const list = this.page.getByTestId('days')
    await list.waitFor({ timeout })
    await this.page.waitForFunction(
      (margin) => {
        const cards = [...document.querySelectorAll('[data-testid="days"] article')]
        const near = cards.filter((card) => card.getBoundingClientRect().top < innerHeight + margin)
        return near.length > 0 && near.every((card) => card.querySelector('img')?.complete)
      },
      NEAR,
      { timeout },
    )
    return list.getByRole('article').count()
  }
}
