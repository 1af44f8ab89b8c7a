import { expect, test } from 'vitest'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import { channelsThere, hasEnough } from '../../src/training/enough-data.ts'

const day = (shares: Partial<Record<ChannelId, number>>) => ({
  coverage: new Map(Object.entries(shares).map(([id, after]) => [id as ChannelId, { before: after, after }])),
})
const model = { channels: ['heart_rate', 'steps', 'acc_x'] as const }

test('half of a model’s channels must be there for six hours', () => {
  expect(hasEnough(day({ heart_rate: 0.9, steps: 0.3 }), model)).toBe(true)
  expect(hasEnough(day({ heart_rate: 0.9 }), model)).toBe(false)
  // Five hours are not enough, and other sensors don't count.
  const short = day({ heart_rate: 0.9, steps: 5 / 24, distance: 1 })
  expect(channelsThere(short, model)).toBe(1)
  expect(hasEnough(short, model)).toBe(false)
})
