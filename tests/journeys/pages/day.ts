import type { Page } from 'playwright-core'
import type { Label } from '../../../src/lifelog/labels.ts'

export interface ShownExplanation {
  readonly dayId: string
  readonly label: Label
  /** |sum − logit| as a share of its scale, as the page shows it. */
  readonly share: number
  readonly passed: boolean
  readonly seconds: number
}

export class DayPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Opens a day with a label chosen and waits for its heat. */
  async explain(dayId: string, label: Label): Promise<ShownExplanation> {
    const start = performance.now()
    const hash = `#/day/${encodeURIComponent(dayId)}?label=${label}`
    await this.page.evaluate((to) => void (location.hash = to), hash)
    return this.#shown(dayId, label, start)
  }

  /** Chooses a label of the day that is open. */
  async choose(dayId: string, label: Label): Promise<ShownExplanation> {
    const start = performance.now()
    await this.page.locator(`[data-label="${label}"]`).click()
    return this.#shown(dayId, label, start)
  }

  async #shown(dayId: string, label: Label, start: number): Promise<ShownExplanation> {
    const residual = this.page.locator(`[data-testid="residual"][data-of="${dayId} ${label}"]`)
    await residual.waitFor({ timeout: 60_000 })
    await this.page.getByTestId('heat').waitFor()
    const share = Number(await residual.getAttribute('data-share'))
    const passed = ((await residual.textContent()) ?? '').includes('✓')
    return { dayId, label, share, passed, seconds: (performance.now() - start) / 1000 }
  }
}
