import type { TableSpec } from './spec.ts'

/** AudioSet's names of what a sleeper does with the breath (reference 7.2). */
const BREATH = new Set(['breathing', 'snoring', 'wheeze', 'gasp', 'sigh', 'pant'])

/** Whether AudioSet's name is one of breath. */
export const isBreath = (label: string): boolean => {
  const name = label.trim().toLowerCase()
  return BREATH.has(name) || name.startsWith('snort')
}

/**
 * The sounds a phone heard, up to ten pairs of an AudioSet name and a probability as text. One number a
 * moment: the largest probability of Breathing, Snoring, Snort…, Wheeze, Gasp, Sigh and Pant, and 0 where none
 * of them is among the ten (reference 7.2). A moment without any pair stays unknown.
 */
export const ambience = (table: string, column: string): TableSpec => ({
  table,
  columns: [column],
  depth: 2,
  holds: 'texts',
  channels: ['ambience'],
  entries([pairs], rows) {
    const { texts, levels } = pairs!
    const values = new Float64Array(rows).fill(NaN)
    let row = -1
    let breath = false
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i]
      if (levels[i] === 0) row++
      // Level 2 is the second part of a pair: its probability.
      if (levels[i] !== 2) breath = text != null && isBreath(text)
      else {
        const probability = text?.trim() ? Number(text) : NaN
        const before = values[row] as number
        if (!(probability >= 0 && probability <= 1)) continue
        values[row] = Math.max(before === before ? before : 0, breath ? probability : 0)
      }
    }
    return { values: [values] }
  },
})
