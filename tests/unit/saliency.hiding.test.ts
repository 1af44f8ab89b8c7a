import { describe, expect, it } from 'vitest'
import { encode } from '../../src/inputs/encode.ts'
import type { EncodedDay, Encoding } from '../../src/inputs/encoding.ts'
import { MINUTE_RATE, type Day } from '../../src/lifelog/day.ts'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import { Hiding } from '../../src/saliency/hiding.ts'
import { occlude, STRETCHES } from '../../src/saliency/occlusion.ts'
import { leaningOf } from '../../src/saliency/leaning.ts'
import { whereOf } from '../../src/saliency/where.ts'

const CHANNELS: readonly ChannelId[] = ['heart_rate', 'steps']
const MINUTES = 1440
const day: Day = {
  id: 'd',
  participant: 'p',
  date: '1970-01-01',
  dateKnown: false,
  start: 'midnight',
  zone: 'UTC',
  rate: MINUTE_RATE,
  channels: new Map([
    ['heart_rate', Float32Array.from({ length: MINUTES }, (_, i) => 60 + 10 * Math.sin(i / 30))],
    // Nothing is known of the steps before noon.
    ['steps', Float32Array.from({ length: MINUTES }, (_, i) => (i < 720 ? NaN : i % 50))],
  ]),
  known: new Map(),
  coverage: new Map(),
  measures: {},
  source: 'test',
}
const base = { channels: CHANNELS, rate: MINUTE_RATE } as const
const ENCODINGS: readonly Encoding[] = [
  { ...base, input: 'raw' },
  { ...base, input: 'planes' },
  { ...base, input: 'spectrogram', window: 64, hop: 16 },
  { ...base, input: 'picture', style: 'recommended', side: 112 },
  { ...base, input: 'picture', style: 'coloured', side: 112 },
  { ...base, input: 'picture', style: 'paper', side: 112 },
]

/** What is unlike in two days, by channel and hour. */
function unlike(a: EncodedDay, b: EncodedDay, encoding: Encoding): Set<string> {
  const { channel, minute } = whereOf(encoding, a)
  const found = new Set<string>()
  a.values.forEach((value, i) => {
    if (!Object.is(value, b.values[i])) found.add(`${channel[i]} ${Math.floor((minute[i] as number) / 60)}`)
  })
  return found
}

describe.each(
  ENCODINGS.map(
    (encoding) => [`${encoding.input} ${'style' in encoding ? encoding.style : ''}`, encoding] as const,
  ),
)('parts of a day hidden from a network that sees %s', (_, encoding) => {
  const encoded = encode(day, encoding)
  const hiding = new Hiding(encoded, encoding)

  it('are those that were to be hidden, and no others', () => {
    const without = hiding.without((channel, minute) => channel === 0 && minute >= 600 && minute < 720)
    expect([...unlike(encoded, without, encoding)].sort()).toEqual(['0 10', '0 11'])
  })

  it('look as an unknown day looks, when all is hidden', () => {
    const nothing = encode({ ...day, channels: new Map() }, encoding)
    expect(hiding.without(() => true).values).toEqual(nothing.values)
    expect(hiding.without(() => false).values).toEqual(encoded.values)
  })

  it('are known where there is something to hide', () => {
    const known = hiding.known(4, MINUTES)
    expect(known.slice(0, 4)).toEqual([true, true, true, true])
    expect(known[4]).toBe(false)
    expect(known.slice(6)).toEqual([true, true])
  })
})

describe('a network asked without parts of a day', () => {
  const encoding = ENCODINGS[0] as Encoding
  const hiding = new Hiding(encode(day, encoding), encoding)
  /** Says yes to the first question as long as it sees the heart after 22:00; half of it from 20:00 on. */
  const asked: number[] = []
  const answer = (days: readonly EncodedDay[]): Promise<number[][]> => {
    asked.push(days.length)
    return Promise.resolve(
      days.map(({ values }) => {
        const seen = (minute: number): number => (Number.isNaN(values[2 * minute]) ? 0 : 1)
        return [0.2 + 0.4 * seen(1330) + 0.2 * seen(1250), 0.1, 0.5, 0.5, 0.5, 0.5, 0.52]
      }),
    )
  }

  it('moves where it looked, and is not asked about what nobody knows', async () => {
    let last = [0, 0]
    const found = await occlude(hiding, answer, (...of) => void (last = of))
    expect(found.whole[0]).toBeCloseTo(0.8)
    expect(found.channels[0]?.[0]).toBeCloseTo(0.2)
    expect(found.channels[1]?.[0]).toBeCloseTo(0.8)
    expect(found.stretches[11]?.[0]).toBeCloseTo(0.4)
    expect(found.cells[0 * STRETCHES + 10]?.[0]).toBeCloseTo(0.6)
    expect(found.cells[0 * STRETCHES + 11]?.[0]).toBeCloseTo(0.4)
    expect(found.cells).toHaveLength(2 * STRETCHES)
    // Two channels, twelve stretches, twelve of the heart and six of the steps.
    expect(last).toEqual([32, 32])
    expect(asked.reduce((sum, count) => sum + count)).toBe(33)
  })

  it('leans on what moves it most, and on nothing where nothing does', async () => {
    const found = await occlude(hiding, answer)
    expect(leaningOf(found, 0)).toEqual({
      channel: 0,
      hours: [22, 24],
      before: expect.closeTo(0.8),
      after: expect.closeTo(0.4),
    })
    expect(leaningOf(found, 6)).toBeNull()
  })

  it('leans on a whole channel where no two hours do it', () => {
    const rows = (first: number, count: number): number[][] => Array.from({ length: count }, () => [first])
    const whole = [0.3]
    const spread = { whole, channels: [[0.3], [0.7]], stretches: rows(0.32, 12), cells: rows(0.31, 24) }
    // The answer is no: without the channel it becomes yes.
    expect(leaningOf(spread, 0)).toEqual({ channel: 1, hours: null, before: 0.3, after: expect.closeTo(0.7) })
    const against = { whole, channels: [[0.01], [0.02]], stretches: rows(0.1, 12), cells: rows(0.1, 24) }
    expect(leaningOf(against, 0), 'parts that spoke against the answer').toBeNull()
  })

  it('stops when it is told to', async () => {
    await expect(
      occlude(hiding, answer, () => {
        throw new Error('enough')
      }),
    ).rejects.toThrow('enough')
  })
})
