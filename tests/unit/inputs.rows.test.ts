import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../src/inputs/composite/recommended.ts'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { SAMPLE_SET, type ChannelId } from '../../src/lifelog/channels.ts'

const day = (source: string, ...ids: ChannelId[]) => ({
  source,
  channels: new Map(ids.map((id) => [id, new Float32Array(1)])),
})

describe('the rows of a picture', () => {
  it('are the samples’ own, whatever a sample day lacks', () => {
    expect(rowsOf(day('mmash', 'counts_x', 'heart_rate'))).toEqual(SAMPLE_SET)
    expect(rowsOf(day('mmash', 'posture'))).toEqual(SAMPLE_SET)
  })

  it('are alike for all days of a source', () => {
    expect(rowsOf(day('etri-2024', 'light'))).toEqual(CHANNEL_SETS.eighteen)
    expect(rowsOf(day('etri-2024', 'heart_rate', 'steps'))).toEqual(CHANNEL_SETS.eighteen)
    expect(rowsOf(day('etri-2025', 'light'))).toEqual(CHANNEL_SETS.eighteen.slice(3))
  })

  it('are a day’s own channels where nothing is known of its source', () => {
    expect(rowsOf(day('other', 'steps', 'light'))).toEqual(['light', 'steps'])
  })
})
