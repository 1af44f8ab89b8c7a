import { describe, expect, it } from 'vitest'
import { m } from '../../src/i18n/paraglide/messages.js'
import { MMASH_RULES } from '../../src/lifelog/labels.ts'
import type { ProblemCode } from '../../src/readers/reader.ts'
import type { Score } from '../../src/training/card.ts'
import { comparison, inOrder } from '../../src/views/train/scores.ts'
import { refusalWords } from '../../src/views/train/refusal.ts'
import { bytes, clockTime, duration, scientific } from '../../src/views/words/format.ts'
import { dayName, ruleWords } from '../../src/views/words/names.ts'
import { problemWords } from '../../src/views/words/problem.ts'

const CODES: Record<ProblemCode, true> = {
  unknown_format: true,
  empty_file: true,
  empty_folder: true,
  all_zero: true,
  truncated_parquet: true,
  parquet_columns: true,
  unmapped_table: true,
  parquet_lacks: true,
  damaged_parquet: true,
  damaged_xml: true,
  damaged_json: true,
  damaged_fit: true,
  damaged_sqlite: true,
  never_seen: true,
  two_devices: true,
  no_recording: true,
  sqlite_lacks: true,
  useless_latency: true,
  passed_over: true,
  more_files: true,
  zip_damaged: true,
  zip_locked: true,
  zip_bomb: true,
  etri_2020_labels: true,
  etri_2024_labels: true,
  etri_2025_labels: true,
  not_a_number: true,
  missing_column: true,
  missing_file: true,
  no_rows: true,
  bad_day: true,
  duplicate_file: true,
  unreadable: true,
  more_cells: true,
  too_short: true,
}

describe('words', () => {
  it.each(Object.keys(CODES) as ProblemCode[])('have a message of its own for the problem %s', (code) => {
    const words = problemWords({ file: 'folder/file.csv', code, detail: { folder: 'folder/file.csv' } })
    expect(words).toContain('folder/file.csv')
    expect(words).not.toBe(m.problem_other({ file: 'folder/file.csv', code }))
  })

  it.each([
    'too_few_days',
    'too_few_own_days',
    'too_coarse',
    'too_large',
    'other_tab',
    'no_labels',
    'no_backend',
    'no_memory',
  ] as const)('say why training is refused: %s', (reason) => {
    expect(refusalWords({ kind: 'refused', reason, detail: {} })).not.toBe(m.learn_refused_other({ reason }))
  })

  it('count days that have no date', () => {
    expect(dayName({ date: '1970-01-01', dateKnown: false })).toBe('Day 1')
    expect(dayName({ date: '2024-06-03', dateKnown: true })).toContain('2024')
  })

  it('show which side of a cut-off is yes', () => {
    const rule = MMASH_RULES.find(({ label }) => label === 'S1')!
    expect(ruleWords(rule, 337.5)).toBe('Time asleep: at least 337.5 min')
    expect(ruleWords({ ...rule, good: 'atMost' }, 30)).toBe('Time asleep: at most 30 min')
    expect(ruleWords(rule, undefined)).toContain('not recorded')
  })

  it('write numbers for people', () => {
    expect(scientific(1.23e-7)).toBe('1.2 × 10⁻⁷')
    expect(scientific(0)).toBe('0')
    expect(bytes(0)).toBe('0 byte')
    expect(bytes(1_234_567)).toBe('1.2 MB')
    expect(clockTime(61.4)).toBe('1:01')
    expect(clockTime(-3)).toBe('0:00')
    expect(clockTime(2 * 3600 + 61)).toBe('2:01:01')
    expect([40, 200, 5.5 * 3600, 30 * 3600, 3.2 * 86_400].map(duration)).toEqual([
      '40 seconds',
      '3 minutes',
      '5.5 hours',
      '30 hours',
      '3.2 days',
    ])
  })
})

describe('the verdict', () => {
  const score = (predictor: Score['predictor'], meanF1: number): Score => ({
    predictor,
    meanF1,
    f1: [],
    twoClassF1: 0,
  })
  const all = (network: number): Score[] => [
    score('allOnes', 0.6),
    score('network', network),
    score('majority', 0.5),
    score('shuffledLabels', 0.9),
  ]
  it('compares with the better of the predictors that look at no sensor', () => {
    expect(comparison(all(0.81))).toContain('0.81')
    expect(comparison(all(0.81))).not.toMatch(/does not beat|chance/)
    expect(comparison(all(0.61))).toContain('chance')
    expect(comparison(all(0.6))).toContain('does not beat')
    expect(comparison(all(0.55))).toContain('0.60')
  })
  it('puts the network first', () => {
    expect(inOrder(all(1)).map(({ predictor }) => predictor)).toEqual([
      'network',
      'shuffledLabels',
      'majority',
      'allOnes',
    ])
  })
})
