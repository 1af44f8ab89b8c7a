import { describe, expect, it } from 'vitest'
import { ArgumentError, benchArguments } from '../bench/arguments.ts'
import { PLAN } from '../bench/plan.ts'

describe('npm run bench --', () => {
  it('measures everything in the group that is named', () => {
    const { group, json, only } = benchArguments(['network'])
    expect([group, json]).toEqual(['network', null])
    for (const { name } of PLAN) expect(only.test(name)).toBe(true)
  })

  it('runs in a browser unless Node is asked for', () => {
    expect(benchArguments(['network']).node).toBe(false)
    expect(benchArguments(['network', '--node']).node).toBe(true)
  })

  it('measures reading where that is named', () => {
    expect(benchArguments(['ingest', '--only', 'arrays'])).toMatchObject({ group: 'ingest', json: null })
  })

  it('measures what networks see where that is named', () => {
    expect(benchArguments(['inputs', '--only', '5 channels']).group).toBe('inputs')
  })

  it('takes a file and a pattern', () => {
    const { json, only } = benchArguments(['network', '--json', 'out.json', '--only', '^block'])
    expect(json).toBe('out.json')
    expect(only.test('block 2 × 14')).toBe(true)
    expect(only.test('training block')).toBe(false)
  })

  it.each([
    [[], /one of: network/],
    [['saliency'], /one of: network/],
    [['network', 'twice'], /one of: network/],
    [['network', '--ony', 'x'], /--ony/],
    [['network', '--only', '('], /regular expression/],
    [['network', '--json'], /--json/],
  ])('%j is refused with a word on what is right', (words, message) => {
    expect(() => benchArguments(words)).toThrow(ArgumentError)
    expect(() => benchArguments(words)).toThrow(message)
  })
})

it('no two runs of the plan are named alike but for what they are', () => {
  for (const { name, runs } of PLAN) {
    const all = runs.map((run) => JSON.stringify(run))
    expect(new Set(all).size, name).toBe(all.length)
  }
})
