import { describe, expect, it } from 'vitest'
import { CHANNEL_IDS, SAMPLE_SET } from '../../src/lifelog/channels.ts'
import { CHANNEL_SETS, type ChannelSet } from '../../src/lifelog/channel-sets.ts'

/** Table I, row by row: the channel and which of the sets 5, 7, 11, 11 extended and 18 have it. */
const TABLE_1 = `
acc_x           y y y y y
acc_y           y y y y y
acc_z           y y y y y
activity        y y y y y
altitude        - - y y y
latitude        - - y y y
longitude       - - y y y
gps_speed       - y y y y
ambience        - y - y y
light           - - y - y
burned_calories - - - - y
steps           - - y y y
distance        - - - - y
running_steps   - - - - y
pedometer_speed - - - - y
step_frequency  - - - - y
heart_rate      y y y y y
walking_steps   - - - - y`

const rows = TABLE_1.trim()
  .split('\n')
  .map((line) => line.split(/\s+/))
const ORDER: ChannelSet[] = ['five', 'seven', 'eleven', 'elevenExtended', 'eighteen']
const SIZES = [5, 7, 11, 11, 18]

describe.each(ORDER.map((set, i) => [set, i] as const))('set %s', (set, i) => {
  it('has the channels of Table I, each once', () => {
    const wanted = rows.filter((row) => row[i + 1] === 'y').map(([id]) => id)
    expect(wanted.length).toBe(SIZES[i])
    expect([...CHANNEL_SETS[set]].sort()).toEqual(wanted.sort())
  })

  it('starts with acceleration and heart rate, as the authors’ pictures do', () => {
    expect(CHANNEL_SETS[set].slice(0, 4)).toEqual(['acc_x', 'acc_y', 'acc_z', 'heart_rate'])
  })
})

it('the 18 are all channels but those that the sample recordings alone have', () => {
  const samples = SAMPLE_SET.filter((id) => id.startsWith('counts') || id === 'posture')
  const others = CHANNEL_IDS.filter((id) => !samples.includes(id))
  expect([...CHANNEL_SETS.eighteen].sort()).toEqual(others.sort())
})
