import { expect, test } from 'vitest'
import { DRAWN, drawnHashes } from '../fixtures/drawn-day.ts'

test('Node draws the same bits as before, and as a browser does', () => {
  expect(drawnHashes()).toEqual(DRAWN)
})
