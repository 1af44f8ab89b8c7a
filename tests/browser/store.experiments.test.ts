import { beforeEach, describe, expect, it } from 'vitest'
import { deleteEverything } from '../../src/store/database.ts'
import { getExperiment, listExperiments, putExperiment } from '../../src/store/experiments.ts'
import { deleteFolds, getFolds, getSummaries, putFold } from '../../src/store/fold-records.ts'
import { getWeights } from '../../src/store/models.ts'
import { nextFold, summaryOf, type ExperimentPlan } from '../../src/training/queue.ts'
import { EXPERIMENT, madeUpFold } from '../fixtures/fold-records.ts'

const plan: ExperimentPlan = {
  id: 'e1',
  created: 5,
  cells: [{ name: EXPERIMENT.name, preset: EXPERIMENT.preset, skipped: false }],
  division: 'people',
  folds: 3,
  seed: 1,
  control: false,
  tables: ['II'],
}

beforeEach(deleteEverything)

describe('experiments', () => {
  it('come back as they were put, the newest first', async () => {
    await putExperiment(plan)
    await putExperiment({ ...plan, id: 'e2', created: 6 })
    expect(await getExperiment('e1')).toEqual(plan)
    expect((await listExperiments()).map(({ id }) => id)).toEqual(['e2', 'e1'])
  })

  it('keep their folds with summary and weights, and forget them together', async () => {
    for (const fold of [1, 2]) {
      const record = madeUpFold(fold)
      const bytes = fold === 1 ? Uint8Array.of(1, 2, 3) : null
      await putFold('e1', record, summaryOf(record, bytes !== null), bytes)
    }
    const folds = await getFolds('e1', EXPERIMENT.name)
    expect(folds).toEqual(
      [madeUpFold(1), madeUpFold(2)].map((fold) => ({ ...fold, history: expect.anything() as unknown })),
    )
    const summaries = await getSummaries('e1')
    expect(summaries.map(({ fold, weights, control }) => [fold, weights, control])).toEqual([
      [1, true, false],
      [2, false, false],
    ])
    expect(nextFold(plan, summaries)?.fold).toBe(3)
    expect(await getWeights(`e1/${EXPERIMENT.name}`, 1)).toEqual(Uint8Array.of(1, 2, 3))
    await deleteFolds('e1', EXPERIMENT.name)
    expect(await getSummaries('e1')).toEqual([])
    expect(await getFolds('e1', EXPERIMENT.name)).toEqual([])
    expect(await getWeights(`e1/${EXPERIMENT.name}`, 1)).toBeUndefined()
  })
})
