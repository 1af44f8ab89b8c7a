import { beforeEach, describe, expect, it } from 'vitest'
import { INPUTS, PICTURE_STYLES } from '../../src/inputs/encoding.ts'
import { SAMPLE_SET } from '../../src/lifelog/channels.ts'
import { NETWORK_NAMES } from '../../src/network/design.ts'
import { database, deleteEverything } from '../../src/store/database.ts'
import { InputSchema, StyleSchema } from '../../src/store/encodings.ts'
import { ArchitectureSchema, listModels, parseCard } from '../../src/store/models.ts'
import { deleteRun, getRun, getStart, putRun, putStart, type StoredRun } from '../../src/store/runs.ts'
import { chosenPreset } from '../../src/training/preset.ts'

/** As the first version wrote it, before there was anything to choose. */
const OLD_CARD = {
  id: 'model',
  created: 1,
  preset: 'quick',
  architecture: 'seresnext_mini',
  parameters: 2_043_071,
  side: 112,
  normalisation: { mean: 90, deviation: 40 },
  channels: ['heart_rate'],
  dayStart: 'noon',
  device: { backend: 'wasm', name: 'WebAssembly', threads: 2, givenUp: [] },
  seed: 1,
  trainingPeople: ['a'],
  heldOutPeople: ['b'],
  trainingDays: 1,
  heldOutDays: 1,
  rules: [],
  cutOffs: [],
  oneClass: [],
  oneClassHeldOut: [],
  history: [],
  scores: [],
  data: '',
}

const run: StoredRun = {
  fingerprint: 'days',
  modelId: 'model',
  phase: 'network',
  preset: chosenPreset({ architecture: 'seresnext_tiny', sam: true }, 'wasm'),
  origin: {
    file: 'weights.safetensors',
    sha256: 'ab',
    taken: 3,
    adapted: [],
    replaced: ['fc.weight'],
    missing: [],
    surplus: [],
  },
  scores: [],
  checkpoint: { history: [], random: 5, steps: 2, tensors: new Map([['a', Float32Array.of(1, 2)]]) },
}

beforeEach(deleteEverything)

describe('models', () => {
  it('may be of every network there is', () => {
    expect([...ArchitectureSchema.options].sort()).toEqual([...NETWORK_NAMES].sort())
  })

  it('may have seen every input there is', () => {
    expect(InputSchema.options).toEqual(INPUTS)
    expect(StyleSchema.options).toEqual(PICTURE_STYLES)
  })

  it('of the first version were trained with the quick preset, from nothing', async () => {
    await (await database()).put('models', OLD_CARD, 'model')
    const [card] = await listModels()
    expect(card).toMatchObject({
      batch: 8,
      epochs: 10,
      batchParts: 1,
      sam: false,
      frozen: null,
      startedFrom: null,
    })
    // It saw pictures of the sample recordings' rows, as they were drawn then.
    const seen = { input: 'picture', style: 'recommended', side: 112, channels: SAMPLE_SET, rate: 1 }
    expect(card).toMatchObject({ encoding: seen, normalisation: { mean: [90], deviation: [40] } })
  })

  it('bring cut-offs of every kind, and no others', () => {
    const rule = (cutOff: unknown) => ({ label: 'Q3', measure: 'dailyStress', good: 'atMost', cutOff })
    const rules = [5, 'median', 'mean', 'ownMean'].map(rule)
    expect(parseCard({ ...OLD_CARD, rules }).rules).toEqual(rules)
    expect(() => parseCard({ ...OLD_CARD, rules: [rule('mode')] })).toThrow(/mode|cutOff/)
  })

  it('of an unknown network are refused, by the field', () => {
    expect(() => parseCard({ ...OLD_CARD, architecture: 'alexnet' })).toThrow(/alexnet/)
    expect(() => parseCard({ ...OLD_CARD, seed: undefined })).toThrow(/seed/)
  })
})

describe('a run in progress', () => {
  it('comes back with what it was made of, and goes with its file of weights', async () => {
    await putRun(run)
    await putStart(new File(['weights'], 'weights.safetensors'))
    expect(await getRun()).toEqual(run)
    expect(await (await getStart())?.text()).toBe('weights')
    await deleteRun()
    expect(await getRun()).toBeUndefined()
    expect(await getStart()).toBeUndefined()
  })

  it('whose record was changed is not taken up', async () => {
    await putRun(run)
    const db = await database()
    const record = (await db.get('runs', 'current')) as { hash: string; run: StoredRun }
    await db.put(
      'runs',
      { ...record, run: { ...record.run, preset: { ...run.preset, sam: false } } },
      'current',
    )
    expect(await getRun()).toBeUndefined()
  })
})
