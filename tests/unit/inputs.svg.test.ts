import { describe, expect, it } from 'vitest'
import { linesOf } from '../../src/inputs/composite/presets.ts'
import { pictureSvg } from '../../src/inputs/composite/svg.ts'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { drawnDay } from '../fixtures/drawn-day.ts'

describe('a picture saved as lines', () => {
  const lines = linesOf(drawnDay(), CHANNEL_SETS.five, 'recommended')
  const svg = pictureSvg(lines, {
    title: 'user_1 <day>',
    names: ['X', 'Y', 'Z', 'Heart & rate', 'Activity'],
    clock: [
      { text: '12:00', second: 0 },
      { text: '00:00', second: 43_200 },
    ],
  })

  it('names rows and clock times, with signs escaped', () => {
    expect(svg).toContain('>Heart &amp; rate</text>')
    expect(svg).toContain('user_1 &lt;day&gt;')
    expect(svg).toContain('x="54" y="1024" text-anchor="middle">12:00<')
    expect(svg).toContain('x="519.5" y="1024" text-anchor="middle">00:00<')
  })

  it('holds lines, no bitmap, and a hatch over each gap', () => {
    expect(svg).not.toContain('<image')
    expect(svg.match(/<path transform/g)).toHaveLength(5)
    // Four rows have one gap each, the classes none.
    expect(svg.match(/<g fill="url\(#unknown\)"><rect/g)).toHaveLength(4)
  })

  it('is simplified to less than a quarter of its steps, and each where the line is', () => {
    const path = /d="(M[^"]*)" fill="none"/.exec(svg)![1]!
    const first = path.split('M')[1]!
    const numbers = first.match(/-?\d+/g)!.map(Number)
    expect(numbers.length / 2).toBeLessThan(86_400 / 4)
    const [line] = lines
    const last = line!.values.findIndex((value) => value !== value) - 1
    let [x, y] = [0, 0]
    for (let i = 0; i < numbers.length; i += 2) {
      x += numbers[i]!
      y += numbers[i + 1]!
    }
    const { box, range, values } = line!
    expect(x / 10).toBeCloseTo(box.left + ((box.right - box.left) * last) / 86_399, 0)
    const share = (values[last]! - range[0]) / (range[1] - range[0])
    expect(y / 10).toBeCloseTo(box.bottom - share * (box.bottom - box.top), 0)
  })
})
