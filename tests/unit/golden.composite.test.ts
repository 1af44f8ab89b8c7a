import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge } from '../golden/judge.ts'
import type { Quantity } from '../golden/quantity.ts'

const NAME = 'user_4-day1.safetensors'
const golden = (name: string): Uint8Array =>
  readFileSync(new URL(`../golden/data/composite/${name}`, import.meta.url))

/** What the judge says of the golden rows, after `change` was made to the file. */
async function verdicts(change: (bytes: Uint8Array) => void): Promise<Quantity[]> {
  const bytes = Uint8Array.from(golden(NAME))
  change(bytes)
  const file = { name: NAME, bytes, beside: (name: string) => Promise.resolve(golden(name)) }
  const found: Quantity[] = []
  for await (const quantity of judge(file, () => true)) found.push(quantity)
  return found
}

describe('the judge of composite pictures', () => {
  it('passes Matplotlib’s own rows, whole and at 224 pixels', async () => {
    const found = await verdicts(() => undefined)
    expect(found.map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
    for (const { error } of found) expect(error).toBeLessThan(1e-4)
  })

  it('fails rows in another order', async () => {
    const found = await verdicts((bytes) => {
      const first = bytes.length - 5 * 4 * 86_400
      const row = bytes.slice(first, first + 4 * 86_400)
      bytes.copyWithin(first, bytes.length - row.length)
      bytes.set(row, bytes.length - row.length)
    })
    expect(found.map(({ verdict }) => verdict)).toEqual(['fail', 'fail'])
  })
})
