import { expect, test } from 'vitest'
import { kept } from '../../src/views/library/kept.ts'

const day = (id: string, share = 0.5) => ({ id, coverage: new Map([['heart_rate', { before: share }]]) })
const byId = ({ id }: { id: string }): string => id

test('a list that is read anew stays the same where nothing has changed', () => {
  const before = [day('a'), day('b')]
  expect(kept(before, [day('a'), day('b')], byId)).toBe(before)
})

test('only what has changed is another object, in a map too', () => {
  const before = [day('a'), day('b')]
  const now = kept(before, [day('a'), day('b', 0.7), day('c')], byId)
  expect(now[0]).toBe(before[0])
  expect(now[1]).not.toBe(before[1])
  expect(now.map(byId)).toEqual(['a', 'b', 'c'])
})

test('another order or fewer items make another list of the same objects', () => {
  const before = [day('a'), day('b')]
  expect(kept(before, [day('b'), day('a')], byId)).toEqual([before[1], before[0]])
  const fewer = kept(before, [day('b')], byId)
  expect(fewer).toHaveLength(1)
  expect(fewer[0]).toBe(before[1])
})
