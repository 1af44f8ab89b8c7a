import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { judgeMacroF1, judgeSchedules } from '../golden/judge-tables.ts'

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../golden/data/${name}`, import.meta.url), 'utf8'))

describe('golden tables', () => {
  test('schedules as in PyTorch', () => {
    const found = [...judgeSchedules('schedules.json', golden('schedules.json'))]
    expect(found.map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
  })

  test('F1 as in scikit-learn, undefined cases included', () => {
    const found = [...judgeMacroF1('macro-f1-seed1.json', golden('macro-f1-seed1.json'))]
    expect(found).toHaveLength(12)
    expect(found.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  })
})
