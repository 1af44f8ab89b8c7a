import type { Page } from 'playwright-core'

export class TrainPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start training' }).click()
  }

  /** Waits until so many epochs lie behind, so that the curves have something to show, or all of them do. */
  async waitForEpoch(epoch: number, timeout: number): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const shown = document.querySelector('[data-testid="epoch"]')?.textContent ?? ''
        return (
          Number.parseInt(shown, 10) >= wanted || document.querySelector('[data-testid="scores"]') !== null
        )
      },
      epoch,
      { timeout },
    )
  }

  /** On a graphics card the run may be over before one can pause it. */
  async pauseAndGoOn(): Promise<void> {
    const pause = this.page.getByRole('button', { name: 'Pause' })
    if (!(await pause.isVisible())) return
    await pause.click()
    await this.page.getByRole('button', { name: 'Go on' }).click({ timeout: 60_000 })
    await pause.waitFor()
  }

  async waitForScores(timeout: number): Promise<void> {
    await this.page.getByTestId('scores').waitFor({ timeout })
  }

  /** Waits for whichever comes first. @returns why training was refused, or null where it has begun */
  async begun(timeout: number): Promise<string | null> {
    const refusal = this.page.getByTestId('refusal')
    const firstEpoch = this.page.getByTestId('epoch').getByText(/\d/)
    await refusal.or(firstEpoch).first().waitFor({ timeout })
    return (await refusal.count()) > 0 ? ((await refusal.textContent()) ?? '').trim() : null
  }

  async device(): Promise<string> {
    return (await this.page.getByTestId('device').textContent())?.trim() ?? ''
  }
}
