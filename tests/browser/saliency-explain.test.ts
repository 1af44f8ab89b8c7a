import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encode } from '../../src/inputs/encode.ts'
import type { Encoding } from '../../src/inputs/encoding.ts'
import { inputSizeOf } from '../../src/inputs/input-size.ts'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import { MINUTE_RATE, type Day } from '../../src/lifelog/day.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import { startBackend } from '../../src/network/backend.ts'
import type { NetworkName } from '../../src/network/design.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { answersOf } from '../../src/saliency/answers.ts'
import { explainAll, type ExplainedModel } from '../../src/saliency/explain.ts'
import { RESIDUAL_BAR } from '../../src/saliency/explanation.ts'
import { Hiding } from '../../src/saliency/hiding.ts'
import { occlude } from '../../src/saliency/occlusion.ts'
import { partsOf, scrambled } from '../../src/saliency/scramble.ts'
import { sumsOf } from '../../src/saliency/shares.ts'
import { trustIn } from '../../src/saliency/trust.ts'
import { formulaWeight } from '../golden/formula.ts'

const CHANNELS: readonly ChannelId[] = ['heart_rate', 'steps', 'light']
const day: Day = {
  id: 'd',
  participant: 'p',
  date: '1970-01-01',
  dateKnown: false,
  start: 'midnight',
  zone: 'UTC',
  rate: MINUTE_RATE,
  channels: new Map(
    CHANNELS.map((channel, k) => [
      channel,
      Float32Array.from({ length: 1440 }, (_, i) =>
        i % 360 < 20 * k ? NaN : 50 + 30 * Math.sin(i / (20 + 9 * k)),
      ),
    ]),
  ),
  known: new Map(),
  coverage: new Map(),
  measures: {},
  source: 'test',
}
const base = { channels: CHANNELS, rate: MINUTE_RATE } as const
const CASES: readonly (readonly [string, NetworkName, Encoding])[] = [
  ['sequences', 'resnet1d_mini', { ...base, input: 'raw' }],
  ['spectrograms', 'spectrogram_resnet1d_mini', { ...base, input: 'spectrogram', window: 16, hop: 16 }],
  ['planes', 'seresnext_mini', { ...base, input: 'planes' }],
  ['pictures', 'seresnext_mini', { ...base, input: 'picture', style: 'recommended', side: 56 }],
]

function modelOf(name: NetworkName, encoding: Encoding): ExplainedModel {
  const network = networkOf(name, encoding.channels.length)
  const { channels } = inputSizeOf(encoding)
  const depth = encode(day, encoding).depth
  return {
    network: network.operation,
    parameters: Parameters.from(network.specs(LABELS.length, channels), (spec) => formulaWeight(spec, 1)),
    encoding,
    normalisation: { mean: new Array<number>(depth).fill(20), deviation: new Array<number>(depth).fill(40) },
  }
}

describe('explaining a day on wasm', () => {
  beforeAll(async () => {
    expect((await startBackend(['wasm'], true)).backend).toBe('wasm')
  })
  afterAll(() => tf.removeBackend('wasm'))

  test.each(CASES)('%s: the signed map by sensor and minute makes the logit', async (_, name, encoding) => {
    const model = modelOf(name, encoding)
    const encoded = encode(day, encoding)
    const found = await explainAll(model, encoded)
    const [answers = []] = await answersOf(model)([encoded])
    expect(found.map(({ label }) => label)).toEqual(LABELS)
    for (const [i, { maps, logit, scale, terms }] of found.entries()) {
      expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(answers[i]!, 5)
      const { time, channels } = maps.signed
      expect([time.channels, channels]).toEqual([CHANNELS.length, CHANNELS])
      const unplaced = terms.filter(({ placed }) => !placed).reduce((sum, { value }) => sum + value, 0)
      expect(Math.abs(sumsOf(time, 24).total + unplaced - logit)).toBeLessThanOrEqual(RESIDUAL_BAR * scale)
      for (const kind of ['fullgrad-saliency', 'pytorch-grad-cam'] as const) {
        expect(Math.min(...maps[kind].time.map)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...maps[kind].time.map)).toBeLessThanOrEqual(1)
      }
    }
    model.parameters.dispose()
  })

  test('scrambling changes what it names, and only the order of it', async () => {
    const model = modelOf('resnet1d_mini', CASES[0]![2])
    const parts = partsOf(model.parameters)
    expect(parts.map(({ name }) => name)).toEqual(['fc', 'layer4', 'layer3', 'layer2', 'layer1', 'stem'])
    const other = await scrambled(model.parameters, parts[0]!.tensors, 1)
    const [before, after] = [await model.parameters.values('fc.weight'), await other.values('fc.weight')]
    expect(after).not.toEqual(before)
    expect(after.slice().sort()).toEqual(before.slice().sort())
    expect(await other.values('conv1.weight')).toEqual(await model.parameters.values('conv1.weight'))
    other.dispose()
    model.parameters.dispose()
  })

  test('checks of a map: curves between the whole day and nothing, and a part a scrambling', async () => {
    const model = modelOf('resnet1d_mini', CASES[0]![2])
    const encoded = encode(day, CASES[0]![2])
    let told = 0
    const {
      removal,
      random,
      scrambled: found,
    } = await trustIn(model, encoded, 'Q3', 'signed', (done, total) => {
      expect(done).toBe(++told)
      expect(total).toBeGreaterThanOrEqual(done)
    })
    for (const { deletion, insertion } of [removal, random]) {
      expect(deletion[0]).toBeCloseTo(insertion.at(-1)!, 5)
      expect(deletion.at(-1)).toBeCloseTo(insertion[0]!, 5)
      expect(Math.min(...deletion, ...insertion)).toBeGreaterThanOrEqual(0)
    }
    expect(found).toHaveLength(6)
    expect(found[0]!.correlation).toBeLessThan(1)
    model.parameters.dispose()
  })

  test('two hundred maps, an occlusion and the checks leave no tensor and no buffer behind', async () => {
    const encoding: Encoding = { ...base, input: 'spectrogram', window: 16, hop: 48 }
    const model = modelOf('spectrogram_resnet1d_mini', encoding)
    const encoded = encode(day, encoding)
    await explainAll(model, encoded, ['Q1'])
    const before = tf.memory()
    for (let i = 0; i < 200; i++) await explainAll(model, encoded, [LABELS[i % LABELS.length]!])
    await occlude(new Hiding(encoded, encoding), answersOf(model))
    await trustIn(model, encoded, 'S1', 'pytorch-grad-cam')
    expect(tf.memory().numTensors).toBe(before.numTensors)
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers)
    expect(tf.memory().numBytes).toBe(before.numBytes)
    model.parameters.dispose()
  })
})
