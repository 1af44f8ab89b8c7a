import { expect, it } from 'vitest'
import { FoldChoice } from '../../src/views/day/fold-choice.svelte.ts'

const ensemble = { folds: 3, thresholds: [], heldOutIn: [] }

it('asks the chosen fold of an ensemble, and of one network itself', () => {
  const choice = new FoldChoice()
  const model = { id: 'e/a', ensemble }
  expect(choice.networkOf('e/a', model)).toEqual({ modelId: 'e/a' })
  choice.fold = 3
  expect(choice.networkOf('e/a', model)).toEqual({ modelId: 'e/a', fold: 3 })
  expect(choice.networkOf('single', { id: 'single' })).toEqual({ modelId: 'single' })
  expect(choice.networkOf('other', model)).toEqual({ modelId: 'other' })
  choice.fold = 4
  expect(choice.networkOf('e/a', model)).toEqual({ modelId: 'e/a' })
})
