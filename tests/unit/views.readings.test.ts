import { describe, expect, it } from 'vitest'
import { creditOf } from '../../src/lifelog/credits.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import { learntFromSimulation, type ModelCard } from '../../src/training/card.ts'
import { readings } from '../../src/views/train/readings.ts'

const card = (more: Partial<ModelCard>): ModelCard =>
  ({ oneClass: [], heldOutDays: 4, parameters: 2_000_000, data: creditOf('mmash'), ...more }) as ModelCard
const all = (more: Partial<ModelCard>): string => readings(card(more)).join('\n')

describe('what scores can and cannot show', () => {
  it('speaks of young men and stand-ins where these were learnt from, and only there', () => {
    expect(all({})).toMatch(/young men/)
    expect(all({})).toMatch(/stand-ins/)
    for (const data of ['etri-2024', 'simulated']) expect(all({ data })).not.toMatch(/young men|stand-ins/)
  })

  it('warns of few held-out days, not of hundreds', () => {
    expect(all({})).toMatch(/Held-out days: 4/)
    expect(all({ heldOutDays: 350 })).not.toMatch(/Held-out days/)
  })

  it('says first where nothing could be learnt', () => {
    expect(readings(card({ oneClass: LABELS }))[0]).toMatch(/one answer|nothing/i)
  })

  it('knows what is simulated wholly and in part', () => {
    expect(learntFromSimulation({ data: 'simulated' })).toBe(true)
    expect(learntFromSimulation({ data: `simulated; ${creditOf('mmash')}` })).toBe(false)
    expect(all({ data: 'simulated; etri-2024' })).toMatch(/simulated/)
  })
})
