import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { INPUTS } from '../../src/inputs/encoding.ts'
import { readHeader } from '../../src/network/weights/safetensors-header.ts'
import { described } from '../../src/network/weights/described.ts'
import { complaints } from '../../src/network/weights/shapes.ts'
import { parseCard } from '../../src/store/models.ts'
import { learntFromSimulation } from '../../src/training/card.ts'
import { specsOf } from '../../src/training/origin.ts'
import { FIRST_MODEL, shippedFor } from '../../src/views/shipped-models.ts'

const FOLDER = new URL('../../public/models/', import.meta.url)
const names = readdirSync(FOLDER)

describe('the networks that come with the app', () => {
  it.each(names)('%s is whole, half precision, and says that it learnt from simulated people', (name) => {
    const bytes = readFileSync(new URL(name, FOLDER))
    const header = readHeader(bytes)
    const card = parseCard(JSON.parse(header.metadata['card']!))
    expect(complaints(described(header), specsOf(card.architecture, card.encoding))).toEqual([])
    expect(learntFromSimulation(card)).toBe(true)
    expect(card.scores.map(({ predictor }) => predictor)).toContain('allOnes')
    expect(shippedFor(card.encoding.input)).toBe(name)
    expect(header.entries.filter(({ dtype }) => dtype === 'F32')).toEqual([])
    expect(bytes.byteLength).toBeLessThan(4.5e6)
  })

  it('are all there that the app offers', () => {
    const offered = INPUTS.flatMap((input) => shippedFor(input) ?? [])
    expect(names.sort()).toEqual([...new Set([...offered, FIRST_MODEL])].sort())
  })
})
