import { describe, expect, it } from 'vitest'
import type { DiaryPage } from '../../src/lifelog/diary.ts'
import { answersSoFar, datesListed, Diary, pageOf, usualTimes } from '../../src/views/diary/diary.svelte.ts'
import { SOURCES } from '../../src/views/sources/sources.ts'

function diaryOf(first: readonly DiaryPage[] = []) {
  const pages = new Map(first.map((page) => [page.date, page]))
  const diary = new Diary({
    put: (page) => Promise.resolve(void pages.set(page.date, page)),
    changed: () => Promise.resolve(),
  })
  return { diary, pages }
}

describe('the diary', () => {
  it('writes one half of a page, and takes it back', async () => {
    const morning = { sleepQuality: 4 } as const
    const { diary, pages } = diaryOf([{ date: '2024-06-03', morning }])
    diary.open = { date: '2024-06-03', half: 'evening' }
    await diary.write(pages.get('2024-06-03')!, 'evening', { mood: 5, calm: 3 })
    expect(pages.get('2024-06-03')).toEqual({ date: '2024-06-03', morning, evening: { mood: 5, calm: 3 } })
    expect([diary.open, diary.undoable?.removed]).toEqual([null, false])
    await diary.undo()
    expect(pages.get('2024-06-03')).toEqual({ date: '2024-06-03', morning })
    expect(diary.undoable).toBeNull()
  })

  it('removes a half, and brings it back', async () => {
    const page: DiaryPage = { date: '2024-06-03', evening: { mood: 1, calm: 2 } }
    const { diary, pages } = diaryOf([page])
    await diary.write(page, 'evening', undefined)
    expect(pages.get('2024-06-03')).toEqual({ date: '2024-06-03' })
    expect(diary.undoable?.removed).toBe(true)
    await diary.undo()
    expect(pages.get('2024-06-03')).toEqual(page)
  })

  it('stays open and says why where it can’t be written', async () => {
    const diary = new Diary({
      put: () => Promise.reject(new Error('disk full')),
      changed: () => Promise.resolve(),
    })
    diary.open = { date: '2024-06-03', half: 'evening' }
    expect(await diary.write({ date: '2024-06-03' }, 'evening', { mood: 1, calm: 1 })).toBe(false)
    expect([diary.failure, diary.open?.half, diary.undoable]).toEqual(['disk full', 'evening', null])
  })

  it('lists the last two weeks and everything before that was written', () => {
    const now = new Date(2024, 5, 20, 21)
    const dates = datesListed([{ date: '2024-05-01' }, { date: '2024-06-19' }], now)
    expect(dates).toHaveLength(15)
    expect([dates[0], dates[13], dates[14]]).toEqual(['2024-06-20', '2024-06-07', '2024-05-01'])
    expect(pageOf([], '2024-06-01')).toEqual({ date: '2024-06-01' })
  })

  it('counts answers by question, and starts from the last night’s times', () => {
    const pages: DiaryPage[] = [
      { date: '2024-06-01', morning: { sleepQuality: 3, bed: '23:00', up: '07:00' } },
      { date: '2024-06-02', morning: { sleepQuality: 3 }, evening: { mood: 3, calm: 3 } },
    ]
    expect(answersSoFar(pages).map(({ label, count, missing }) => [label, count, missing])).toEqual([
      ['Q1', 2, 5],
      ['Q2', 1, 6],
      ['Q3', 1, 6],
    ])
    expect(usualTimes(pages, '2024-06-03')).toEqual({ bed: '23:00', up: '07:00' })
    expect(usualTimes(pages, '2024-06-01')).toEqual({})
  })
})

describe('pages on devices', () => {
  it('each say what to do, and what one gets', () => {
    for (const { steps, channels, labels, name } of SOURCES) {
      expect(steps.length, name()).toBeGreaterThan(1)
      expect(channels.length + labels.length, name()).toBeGreaterThan(0)
      for (const step of steps) expect(step().length).toBeGreaterThan(10)
    }
    expect(new Set(SOURCES.map(({ id }) => id)).size).toBe(SOURCES.length)
  })
})
