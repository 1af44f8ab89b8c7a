import { expect, test } from 'vitest'
import { DRAWN, drawnHashes } from '../fixtures/drawn-day.ts'

test('a browser draws the same bits as Node', () => {
  expect(drawnHashes()).toEqual(DRAWN)
})
