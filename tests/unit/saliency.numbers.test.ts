import { describe, expect, it } from 'vitest'
import { LABELS } from '../../src/lifelog/labels.ts'
import type { ChannelTime } from '../../src/saliency/channel-time.ts'
import { fromSignedPicture } from '../../src/saliency/from-picture.ts'
import { pointingScore } from '../../src/saliency/pointing.ts'
import { rankCorrelation, ranksOf } from '../../src/saliency/rank-correlation.ts'
import { areaOf } from '../../src/saliency/removal.ts'
import { sharesOf, sumsOf } from '../../src/saliency/shares.ts'
import { causeRegions, causesIn } from '../../src/simulate/cause-regions.ts'
import { oracleAnswers } from '../../src/simulate/oracle.ts'

/** Two channels, four steps. */
const time: ChannelTime = { channels: 2, steps: 4, map: Float32Array.of(1, -1, 2, 0, 0, 0, -3, 1) }

describe('sums of a map', () => {
  it('by cells, channels and parts make the same total', () => {
    const found = sumsOf(time, 2)
    expect([...found.cells]).toEqual([0, 2, 0, -2])
    expect([...found.channels]).toEqual([2, -2])
    expect([...found.byPart]).toEqual([0, 0])
    expect(found.total).toBe(0)
  })
  it('by size do not cancel, and shares make 1', () => {
    const found = sharesOf(time, 2)
    expect([...found.channels]).toEqual([0.5, 0.5])
    expect([...found.byPart]).toEqual([0.25, 0.75])
    expect(found.total).toBe(8)
    expect([...sharesOf({ ...time, map: new Float32Array(8) }, 2).channels]).toEqual([0, 0])
  })
  it('of a picture lose nothing, beside the rows neither', () => {
    const side = 56
    const map = Float32Array.from({ length: side * side }, (_, i) => Math.cos(i * i))
    const sum = (values: Float32Array): number => values.reduce((all, value) => all + value, 0)
    expect(sum(fromSignedPicture(map, side, 5).map)).toBeCloseTo(sum(map), 2)
    const one = new Float32Array(side * side)
    one[Math.floor(0.9 * side) * side + 0.5 * side] = 3
    const found = fromSignedPicture(one, side, 5)
    const { channels } = sumsOf(found, 24)
    expect(channels[4]).toBeCloseTo(3, 4)
    expect(sumsOf(found, 2).byPart[0]).toBeCloseTo(3, 4)
  })
})

describe('rank correlation', () => {
  it('shares the ranks of equals', () => {
    expect([...ranksOf([10, 20, 10, 5])]).toEqual([2.5, 4, 2.5, 1])
  })
  it('is that of scipy.stats.spearmanr', () => {
    expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 12)
    expect(rankCorrelation([1, 2, 3], [9, 5, 1])).toBe(-1)
    expect(rankCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN()
  })
})

describe('pointing', () => {
  const of = (channels: readonly ('steps' | 'light')[], from: number, to: number) => [{ channels, from, to }]
  it('is the share of the map over the share of the area', () => {
    // The third quarter of light holds 3 of 8, an eighth of the area.
    expect(pointingScore(time, ['steps', 'light'], of(['light'], 43_200, 64_800))).toBeCloseTo(3)
    expect(pointingScore(time, ['steps', 'light'], of(['steps', 'light'], 0, 86_400))).toBeCloseTo(1)
  })
  it('counts what two regions share once', () => {
    const twice = [...of(['light'], 43_200, 64_800), ...of(['light'], 43_200, 64_800)]
    expect(pointingScore(time, ['steps', 'light'], twice)).toBeCloseTo(3)
  })
  it('is nothing without a region or a map', () => {
    expect(pointingScore(time, ['steps', 'light'], [])).toBeNaN()
    expect(
      pointingScore({ ...time, map: new Float32Array(8) }, ['steps', 'light'], of(['light'], 0, 1)),
    ).toBeNaN()
  })
})

describe('the area below a curve', () => {
  it('is in trapezoids', () => expect(areaOf([1, 0.5, 0])).toBeCloseTo(0.5))
})

describe('what was planted for a label', () => {
  it('is there just where the oracle is unsure of the good state', () => {
    let [there, days] = [0, 0]
    for (let number = 0; number < 50; number++) {
      const name = { seed: 1001, number }
      const oracle = oracleAnswers(name)
      LABELS.forEach((label, i) => {
        const found = causeRegions(label, name)
        days++
        if (found.length > 0) there++
        // Without any cause all labels are likelier than 0.7 to be good; each cause takes from that.
        expect((oracle[i] as number) > 0.7).toBe(found.length === 0)
      })
    }
    expect(there).toBeGreaterThan(0.3 * days)
  })
  it('lies in the channels and hours of its cause', () => {
    for (let number = 0; number < 20; number++) {
      const found = causeRegions('S3', { seed: 1001, number })
      expect(causesIn(found)).toEqual(found.length > 0 ? ['lateCaffeine'] : [])
      for (const { channels, from, to } of found)
        expect([channels, from, to]).toEqual([['heart_rate'], 72_000, 86_400])
    }
  })
})
