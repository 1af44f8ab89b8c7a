import { expect, test } from 'vitest'
import { designOf, NETWORK_NAMES } from '../../src/network/design.ts'
import { frozenBy } from '../../src/network/frozen.ts'
import { prefixesUpTo, STAGES } from '../../src/network/stages.ts'

test.each(NETWORK_NAMES)('every stage of %s can be frozen, each with more than the one before', (name) => {
  const names = designOf(name, 2)
    .specs(7, 6)
    .map((spec) => spec.name)
  const counts = STAGES.map((stage) => names.filter(frozenBy(prefixesUpTo(stage), names)).length)
  expect(counts).toEqual([...new Set(counts)].sort((a, b) => a - b))
  // All but the classifier's weight and bias.
  expect(counts.at(-1)).toBe(names.length - 2)
})
