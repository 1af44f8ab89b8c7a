import type { Locator, Page } from 'playwright-core'
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

/** What can be asked, changed and checked on a day that is explained. */
export class ExplainedDay {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Waits for what was measured; a slow machine leaves it to the person to ask. */
  async measured(): Promise<string> {
    const words = this.page.getByTestId('leaning')
    const ask = this.page.getByRole('button', { name: 'Measure what happens without each part' })
    await words.or(ask).first().waitFor({ timeout: 60_000 })
    if ((await words.count()) === 0 && (await ask.count()) > 0) await ask.click()
    await words.waitFor({ timeout: 120_000 })
    return (await words.textContent()) ?? ''
  }

  mapChoice(): Locator {
    return this.page.getByLabel(/^Map/).and(this.page.locator('select'))
  }

  /** Waits until another image of heat is shown. */
  async chooseMap(kind: string): Promise<void> {
    await this.#otherHeat(async () => void (await this.mapChoice().selectOption(kind)))
  }

  async chooseLabel(label: Label): Promise<void> {
    await this.#otherHeat(() => this.page.locator(`[data-label="${label}"]`).click())
  }

  /** As shown; of a changed day those after the change. */
  async probabilities(): Promise<number[]> {
    const texts = await this.page.getByTestId('probability').allTextContents()
    return texts.map((text) => Number(/[\d.]{4}$/.exec(text)?.[0]))
  }

  startEditing(): Promise<void> {
    return this.page.getByRole('button', { name: 'Change this day' }).click()
  }

  /** By the fields, as somebody does who has no pointer. */
  async mark(channel: string, from: string, to: string): Promise<void> {
    const editing = this.page.getByTestId('editing')
    await editing.getByLabel('Sensor').selectOption(channel)
    await editing.getByLabel('From').fill(from)
    await editing.getByLabel('to', { exact: true }).fill(to)
  }

  apply(): Promise<void> {
    return this.page.getByTestId('editing').getByRole('button', { name: 'Apply' }).click()
  }

  async changes(): Promise<string> {
    return (await this.page.getByTestId('edits').textContent()) ?? ''
  }

  /** Over the last row of the picture, between two shares of its width. */
  async dragLastRow(from: number, to: number): Promise<void> {
    const box = (await this.page.getByTestId('edit-layer').boundingBox())!
    const y = box.y + 0.94 * box.height
    await this.page.mouse.move(box.x + from * box.width, y)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + to * box.width, y, { steps: 12 })
    await this.page.mouse.up()
  }

  async #otherHeat(act: () => Promise<void>): Promise<void> {
    const heat = this.page.getByTestId('heat')
    const before = await heat.getAttribute('src')
    await act()
    await this.page.waitForFunction(
      (old) => document.querySelector('[data-testid="heat"]')?.getAttribute('src') !== old,
      before,
    )
  }
}
