import { describe, expect, it } from 'vitest'
import type { Edit } from '../../src/inputs/edits.ts'
import type { Explanation } from '../../src/saliency/explanation.ts'
import type { Occlusion } from '../../src/saliency/occlusion.ts'
import { rankingOf } from '../../src/saliency/ranking.ts'
import type { Score } from '../../src/training/card.ts'
import { fieldOf, secondOf } from '../../src/views/day/clock-input.ts'
import { hourName } from '../../src/views/day/clock-words.ts'
import { Editing } from '../../src/views/day/editing.svelte.ts'
import { leaningWords } from '../../src/views/day/leaning-words.ts'
import { LongJob } from '../../src/views/day/long-job.svelte.ts'
import { partsOf } from '../../src/views/day/parts.ts'
import { isWeak } from '../../src/views/day/weak.ts'

const wait = (): Promise<void> => new Promise((done) => setTimeout(done))

describe('long work', () => {
  it('says how far it is, and what came of it', async () => {
    const job = new LongJob<string>(() => undefined)
    const started = job.start((told) => (told(1, 4), Promise.resolve('found')))
    expect([job.busy, job.progress]).toEqual([true, 0.25])
    await started
    expect([job.busy, job.result]).toEqual([false, 'found'])
  })
  it('is ended by Cancel, and what comes late is not shown', async () => {
    let [ended, finish] = [0, (_: string): void => undefined]
    const job = new LongJob<string>(() => void ended++)
    const started = job.start(() => new Promise((done) => (finish = done)))
    job.cancel()
    expect([job.busy, ended]).toEqual([false, 1])
    finish('late')
    await started
    expect(job.result).toBeNull()
    job.cancel()
    expect(ended, 'nothing to end').toBe(1)
  })
  it('says why it failed', async () => {
    const job = new LongJob<string>(() => undefined)
    await job.start(() => Promise.reject(new Error('no room')))
    expect([job.busy, job.failure]).toEqual([false, 'no room'])
  })
})

describe('a day that is changed by hand', () => {
  function underTest() {
    const asked: (readonly Edit[])[] = []
    const answers: (() => void)[] = []
    const lent = new Set<string>()
    let count = 0
    const editing = new Editing(
      {
        answer: (edits) => {
          asked.push(edits)
          return new Promise((done) =>
            answers.push(() =>
              done({ probabilities: [edits.length], explanation: { maps: {} } as unknown as Explanation }),
            ),
          )
        },
        draw: () => Promise.resolve({ png: new Blob(), rows: [] }),
        heat: () => Promise.resolve(new Blob()),
        address: () => {
          const address = `blob:${count++}`
          lent.add(address)
          return address
        },
        release: (address) => void lent.delete(address),
      },
      'Q3',
      'signed',
    )
    return { editing, asked, answers, lent }
  }

  it('asks about the newest change alone while an answer is on its way', async () => {
    const { editing, asked, answers, lent } = underTest()
    editing.drag('heart_rate', 72_000, 75_000)
    for (let to = 75_100; to <= 80_000; to += 100) editing.drag('heart_rate', 72_000, to)
    editing.apply()
    expect(asked).toHaveLength(1)
    answers[0]?.()
    await wait()
    expect(asked).toHaveLength(2)
    expect(asked[1]).toEqual([
      { kind: 'erase', channel: 'heart_rate', from: 72_000, to: 80_000, amount: expect.any(Number) },
    ])
    answers[1]?.()
    await wait()
    expect(editing.shown?.probabilities).toEqual([1])
    expect(editing.busy).toBe(false)
    expect(lent.size).toBe(2)
  })

  it('takes changes back, makes them again, and ends where it began', async () => {
    const { editing, answers, lent } = underTest()
    const settle = async (): Promise<void> => {
      for (let i = 0; i < answers.length; i++) answers[i]?.()
      await wait()
      for (const answer of answers) answer()
      await wait()
    }
    editing.drag('heart_rate', 80_000, 72_000)
    editing.apply()
    editing.drag('steps', 0, 3600)
    editing.apply()
    expect(editing.edits.map(({ channel }) => channel)).toEqual(['heart_rate', 'steps'])
    expect(editing.edits[0]).toMatchObject({ from: 72_000, to: 80_000 })
    editing.undo()
    expect(editing.edits).toHaveLength(1)
    editing.redo()
    expect(editing.edits).toHaveLength(2)
    editing.undo()
    editing.apply()
    expect(editing.undone, 'a new change ends what could be made again').toHaveLength(0)
    await settle()
    editing.reset()
    await settle()
    expect(editing.shown).toBeNull()
    expect(lent.size).toBe(0)
  })

  it('gives all back when it is closed', async () => {
    const { editing, answers, lent } = underTest()
    editing.drag('heart_rate', 0, 3600)
    editing.close()
    answers[0]?.()
    await wait()
    expect(lent.size).toBe(0)
    expect(editing.shown).toBeNull()
  })

  it('does to a class only what a class can take', () => {
    const { editing } = underTest()
    editing.tool = 'exaggerate'
    editing.drag('activity', 0, 3600)
    expect(editing.tool).toBe('erase')
  })
})

describe('times in fields', () => {
  it('are clock times of days from noon and from midnight', () => {
    expect(secondOf('13:30', 'noon', false)).toBe(5400)
    expect(secondOf('12:00', 'noon', true)).toBe(86_400)
    expect(secondOf('00:00', 'midnight', true)).toBe(86_400)
    expect(secondOf('00:00', 'midnight', false)).toBe(0)
    expect(secondOf('', 'noon', false)).toBeNull()
    for (const start of ['noon', 'midnight'] as const)
      expect(secondOf(fieldOf(7260, start), start, false)).toBe(7260)
    expect([hourName(24, 'midnight'), hourName(0, 'noon'), hourName(13, 'noon')]).toEqual([
      '24:00',
      '12:00',
      '01:00',
    ])
  })
})

const rows = (value: number, count: number): number[][] =>
  Array.from({ length: count }, () => new Array<number>(7).fill(value))

describe('what an answer leans on, in words', () => {
  const cells = rows(0.8, 24)
  cells[10] = new Array<number>(7).fill(0.3)
  const occlusion: Occlusion = {
    whole: new Array<number>(7).fill(0.8),
    channels: rows(0.7, 2),
    stretches: rows(0.75, 12),
    cells,
  }
  it('names the answer given, the part, and both probabilities', () => {
    const words = leaningWords(occlusion, 'Q3', ['heart_rate', 'steps'], 'midnight')
    for (const part of [
      'Low stress: yes',
      'Heart rate',
      '20:00',
      '22:00',
      '0.80',
      '0.30',
      'would then be no',
    ])
      expect(words).toContain(part)
  })
  it('says so where nothing matters', () => {
    const flat = { ...occlusion, channels: rows(0.78, 2), stretches: rows(0.79, 12), cells: rows(0.8, 24) }
    expect(leaningWords(flat, 'Q3', ['heart_rate', 'steps'], 'noon')).toContain('few hundredths')
  })
})

describe('sensors and hours of an answer', () => {
  const time = { channels: 2, steps: 12, map: Float32Array.from({ length: 24 }, (_, i) => (i < 12 ? 1 : -3)) }
  const heat = { kind: 'signed', channels: ['heart_rate', 'steps'], time, picture: null } as const
  const explanation = {
    label: 'Q3',
    maps: {
      signed: heat,
      'signed-hours': heat,
      'fullgrad-saliency': heat,
      'pytorch-grad-cam': heat,
    } as Explanation['maps'],
    terms: [
      { layer: 'input', value: -24, placed: true },
      { layer: 'fc', value: 0.5, placed: false },
    ],
  } as const
  const occlusion: Occlusion = {
    whole: new Array<number>(7).fill(0.5),
    channels: [...rows(0.4, 1), ...rows(0.9, 1)],
    stretches: rows(0.6, 12),
    cells: [...rows(0.45, 12), ...rows(0.55, 12)],
  }
  it('are ranked by their share, with what they add and what is measured without them', () => {
    const { sensors, stretches, unplaced } = partsOf(explanation, 'signed', occlusion)
    expect(sensors.map(({ at }) => at)).toEqual([1, 0])
    expect(sensors[0]).toEqual({ at: 1, share: 0.75, evidence: -36, without: expect.closeTo(0.4) })
    expect(stretches[3]).toEqual({
      at: 3,
      share: expect.closeTo(1 / 12),
      evidence: -2,
      without: expect.closeTo(0.1),
    })
    expect(unplaced).toBe(0.5)
  })
  it('agree with what is measured where the order is the same', () => {
    expect(partsOf(explanation, 'signed', occlusion).agreement?.sensors).toBe(1)
    expect(partsOf(explanation, 'signed', null).agreement).toBeNull()
  })
})

describe('a weak model', () => {
  const score = (predictor: Score['predictor'], f1: number): Score => ({
    predictor,
    f1: new Array<number>(7).fill(f1),
    meanF1: f1,
    twoClassF1: f1,
  })
  it('is hardly better than one answer for all', () => {
    expect(isWeak([score('network', 0.7), score('allOnes', 0.66), score('majority', 0)], 'Q1')).toBe(true)
    expect(isWeak([score('network', 0.72), score('allOnes', 0.66), score('majority', 0)], 'Q1')).toBe(false)
    expect(isWeak([], 'Q1')).toBeNull()
  })
})

describe('sensors over many days', () => {
  it('have the mean of the days, and an interval over people', () => {
    const days = ['a', 'a', 'b', 'c'].map((participant, i) => ({
      participant,
      channels: [i / 10, 1 - i / 10],
    }))
    const { channels, people } = rankingOf(days)
    expect(people).toBe(3)
    expect(channels[0]?.mean).toBeCloseTo(0.15)
    expect(channels[0]?.interval?.low).toBeCloseTo(0.05)
    expect(channels[0]?.interval?.high).toBeGreaterThan(0.24)
    expect(channels[0]?.interval?.high).toBeLessThanOrEqual(0.3)
    expect(rankingOf(days.slice(0, 2)).channels[0]?.interval).toBeNull()
  })
})
