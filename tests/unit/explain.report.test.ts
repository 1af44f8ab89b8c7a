import { describe, expect, it } from 'vitest'
import { reportOf } from '../../scripts/explain/report.ts'
import type { ExaminedAnswer } from '../../scripts/explain/examine.ts'
import { LABELS } from '../../src/lifelog/labels.ts'

const kinds = (value: number) => ({
  'fullgrad-saliency': value,
  'pytorch-grad-cam': value + 1,
  signed: value + 2,
  'signed-hours': value + 3,
})
const answer = (more: Partial<ExaminedAnswer>): ExaminedAnswer => ({
  truth: 1,
  probability: 0.9,
  oracle: 0.8,
  pointing: null,
  scrambled: kinds(0.1),
  cascade: [0.9, 0.5],
  occlusion: kinds(0.2),
  residual: 1e-7,
  ...more,
})

describe('npm run explain', () => {
  const days = [
    { participant: 'a', of: answer({}) },
    { participant: 'a', of: answer({ truth: 0, pointing: kinds(1) }) },
    {
      participant: 'b',
      of: answer({ truth: 0, probability: 0.2, oracle: 0.4, pointing: kinds(3), residual: 3e-6 }),
    },
    { participant: 'c', of: answer({ probability: 0.3, oracle: 0.9 }) },
  ].map(({ participant, of }) => ({ participant, answers: LABELS.map(() => of) }))
  const text = reportOf({ days, parts: ['fc', 'stem'], first: 12, seven: 34, occlusion: 56 })

  it('holds accuracy against the truth and against the noise-free answer', () => {
    // Right on two of four days; the oracle on three; of the noise-free answers on three.
    expect(text).toMatch(/^Q1 +0\.500 +0\.750 +0\.500 +0\.750 +0\.750 +0\.500$/m)
  })
  it('takes the pointing score over days with a cause alone, with an interval over people', () => {
    expect(text).toMatch(
      /^Q1 +2 +2\.00 \(1\.00–3\.00\) +3\.00 \(2\.00–4\.00\) +4\.00 \(3\.00–5\.00\) +5\.00 \(4\.00–6\.00\)$/m,
    )
  })
  it('tells of the worst residual', () => expect(text).toContain('3.0e-6'))
})
