import { describe, expect, it } from 'vitest'
import { reportPage } from '../../src/views/day/report-page.ts'
import { stagesOf } from '../../src/views/day/stages.ts'

describe('a page to print', () => {
  const page = reportPage({
    title: 'A <day>',
    lead: 'Ends "here"',
    picture: 'data:image/png;base64,AAAA',
    pictureWords: 'Heat',
    sentences: ['One & two'],
    table: { heads: ['Sensor', 'Share'], rows: [['Heart rate', '11 %']] },
    caveats: ['Not a cause'],
  })
  it('holds its words, its picture and its numbers, and asks nobody for anything', () => {
    for (const part of ['A &lt;day&gt;', 'One &amp; two', '<td>11 %</td>', 'Not a cause', 'base64,AAAA'])
      expect(page).toContain(part)
    expect(page).not.toMatch(/<script|https?:|<day>/)
  })
})

describe('layer by layer', () => {
  const term = (layer: string, value: number) => ({ layer, value, placed: true })
  const stages = stagesOf([
    term('input', 1),
    term('bn1', 0.5),
    term('layer1.0.bn1', -2),
    term('layer1.0.se.fc1', 0.25),
    term('layer1.1.bn2', 1),
    term('layer10.0.bn1', 4),
    term('layer2.0.bn1', 3),
    term('fc', 0.125),
  ])
  it('adds up stage by stage to the number of the network', () => {
    expect(stages.map(({ name }) => name)).toEqual([
      'input',
      'stem',
      'stage 1',
      'stage 2',
      'stage 10',
      'gates',
      'end',
    ])
    expect(stages.map(({ value }) => value)).toEqual([1, 0.5, -1, 3, 4, 0.25, 0.125])
    expect(stages.at(-1)?.sum).toBe(7.875)
  })
})
