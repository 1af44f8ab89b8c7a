import type { Locator, Page } from 'playwright-core'

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

  openOptions(): Promise<void> {
    return this.page.getByText('Options', { exact: true }).click()
  }

  /** A label's text holds those of its choices as well: it is its beginning that counts. */
  option(name: string): Locator {
    return this.page.getByTestId('options').getByLabel(new RegExp(`^${name}`))
  }

  async choose(option: string, value: string): Promise<void> {
    await this.option(option).selectOption(value)
  }

  canStart(): Promise<boolean> {
    return this.page.getByRole('button', { name: /^(Start training|Train again)$/ }).isEnabled()
  }

  /** What the chosen run would take, in the page's words. */
  fit(): Promise<string> {
    return this.page.getByTestId('fit').innerText()
  }

  /** Has the page measure how long the chosen run would take. */
  async forecast(): Promise<string> {
    await this.page.getByRole('button', { name: 'Measure how long it takes' }).click()
    const words = this.page.getByTestId('forecast')
    await words.waitFor({ timeout: 60_000 })
    return (await words.innerText()).trim()
  }

  async startFrom(file: string): Promise<void> {
    await this.#pick(/^Choose (a file|another)$/, file)
    await this.page
      .getByTestId('start-file')
      .getByText(file.split('/').at(-1) ?? '')
      .first()
      .waitFor()
  }

  /** What the page says of the file to start from. */
  startFile(): Promise<string> {
    return this.page.getByTestId('start-file').innerText()
  }

  openModel(file: string): Promise<void> {
    return this.#pick('Open a model', file)
  }

  async save(button: string, path: string): Promise<void> {
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: button }).click()
    await (await download).saveAs(path)
  }

  async #pick(button: string | RegExp, file: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: button }).click()
    await (await chooser).setFiles(file)
  }
}
