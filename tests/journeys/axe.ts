import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong on the screen as it is now, one line a finding. */
export async function accessibilityFaults(page: Page, screen: string): Promise<string[]> {
  // Evaluated by the browser's tools rather than by the page, so the page's policy does not stand in the way.
  await page.evaluate(await source)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } }
    return (await axe.run()).violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map((node) => node.html),
    }))
  })
  return violations.map(({ id, where }) => `${screen}: ${id}: ${where.slice(0, 3).join(' | ')}`)
}
