import { expect, test } from 'vitest'
import { Gradual } from '../../src/views/days/gradual.svelte.ts'

test('a long list is built over many frames, a short one at once', () => {
  const frames: (() => void)[] = []
  const list = new Gradual((then) => void frames.push(then))
  const first = list.shown
  list.growTo(17)
  expect(frames).toEqual([])
  list.growTo(365)
  let count = 0
  while (frames.length > 0) {
    const before = list.shown
    frames.shift()!()
    expect(list.shown - before).toBeLessThan(20)
    count++
  }
  expect(first).toBeGreaterThanOrEqual(17)
  expect(list.shown).toBeGreaterThanOrEqual(365)
  expect(count).toBeGreaterThan(20)
})

test('it stops growing when it is no longer shown', () => {
  const frames: (() => void)[] = []
  const list = new Gradual((then) => void frames.push(then))
  const end = list.growTo(365)
  const before = list.shown
  end()
  frames.shift()!()
  expect(list.shown).toBe(before)
  expect(frames).toEqual([])
})
