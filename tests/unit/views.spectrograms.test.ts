import { describe, expect, it } from 'vitest'
import { ticksOverDay } from '../../src/views/day/axis.ts'
import { LentPictures } from '../../src/views/day/lent-pictures.svelte.ts'
import type { DrawnSpectrogram } from '../../workers/render-api.ts'

const drawn = (channel: 'steps' | 'light'): DrawnSpectrogram[] => [
  { channel, png: new Blob(), seconds: 256, shortest: 2 },
]

function underTest() {
  const answer = new Map<string, (drawn: DrawnSpectrogram[] | Error) => void>()
  const lent = new Set<string>()
  let count = 0
  const spectrograms = new LentPictures<number, DrawnSpectrogram>({
    draw: (dayId) =>
      new Promise((done, fail) =>
        answer.set(dayId, (found) => (found instanceof Error ? fail(found) : done(found))),
      ),
    address: () => {
      const address = `blob:${count++}`
      lent.add(address)
      return address
    },
    release: (address) => void lent.delete(address),
  })
  return { spectrograms, answer, lent }
}

describe("a day's spectrograms", () => {
  it('are those of the day that was asked for last', async () => {
    const { spectrograms, answer, lent } = underTest()
    const first = spectrograms.ask('a', 256)
    const second = spectrograms.ask('b', 256)
    answer.get('b')?.(drawn('light'))
    await second
    answer.get('a')?.(drawn('steps'))
    await first
    expect(spectrograms.shown?.map(({ channel }) => channel)).toEqual(['light'])
    expect(lent.size).toBe(1)
  })

  it('have the window that was asked for last', async () => {
    const asked: number[] = []
    const spectrograms = new LentPictures<number, DrawnSpectrogram>({
      draw: (_, window) => Promise.resolve(void asked.push(window)).then(() => drawn('light')),
      address: () => 'blob:1',
      release: () => undefined,
    })
    await Promise.all([spectrograms.ask('a', 256), spectrograms.ask('a', 64)])
    expect(asked).toEqual([256, 64])
    expect(spectrograms.shown).toHaveLength(1)
  })

  it('give their memory back', async () => {
    const { spectrograms, answer, lent } = underTest()
    const asked = spectrograms.ask('a', 256)
    answer.get('a')?.(drawn('light'))
    await asked
    spectrograms.clear()
    expect(spectrograms.shown).toBeNull()
    expect(lent.size).toBe(0)
  })

  it('say why they could not be drawn, until the next day', async () => {
    const { spectrograms, answer } = underTest()
    const asked = spectrograms.ask('a', 256)
    answer.get('a')?.(new Error('no drawing surface'))
    await asked
    expect(spectrograms.failure).toBe('no drawing surface')
    void spectrograms.ask('b', 256)
    expect(spectrograms.failure).toBe('')
  })

  it('have the clock under their whole width', () => {
    const ticks = ticksOverDay('noon')
    expect(ticks[0]).toEqual({ clock: '12:00', at: 0 })
    expect(ticks.at(-1)).toEqual({ clock: '12:00', at: 1 })
    expect(ticks.find(({ clock }) => clock === '00:00')?.at).toBe(0.5)
  })
})
