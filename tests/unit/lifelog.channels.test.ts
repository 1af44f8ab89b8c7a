import { describe, expect, it } from 'vitest'
import { CHANNEL_IDS, CHANNELS, SAMPLE_SET } from '../../src/lifelog/channels.ts'
import { dayId } from '../../src/lifelog/day.ts'

describe('channels', () => {
  it.each(CHANNEL_IDS)('%s has a range of plausible values and a unit', (id) => {
    const { plausible, unit } = CHANNELS[id]
    expect(plausible[0]).toBeLessThan(plausible[1])
    expect(unit).not.toBe('')
  })

  it('of the samples are channels, each once', () => {
    expect(new Set(SAMPLE_SET).size).toBe(SAMPLE_SET.length)
    for (const id of SAMPLE_SET) expect(CHANNEL_IDS).toContain(id)
  })
})

it('a day’s id tells noon from midnight', () => {
  expect(dayId('user_1', '1970-01-01', 'noon')).toBe('user_1/1970-01-01/noon')
  expect(dayId('user_1', '1970-01-01', 'midnight')).not.toBe(dayId('user_1', '1970-01-01', 'noon'))
})
