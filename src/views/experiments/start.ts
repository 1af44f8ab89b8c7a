import { deleteExperiment, listExperiments, putExperiment } from '../../store/experiments.ts'
import { deleteFolds, getSummaries } from '../../store/fold-records.ts'
import { deleteModel } from '../../store/models.ts'
import type { ExperimentPlan } from '../../training/queue.ts'
import { library } from '../library/library.svelte.ts'
import { training } from '../train/start.ts'
import { callback, learnWorker } from '../workers.ts'
import { Experiments } from './experiments.svelte.ts'
import { ExperimentForm } from './form.svelte.ts'

/** A cell's ensemble has no weights without its folds. */
const removeCell = async (id: string, cell: string): Promise<void> => {
  await deleteModel(`${id}/${cell}`)
  await deleteFolds(id, cell)
}

/** The page's experiments. A queue goes on while other screens are open. */
export const experiments = new Experiments({
  list: listExperiments,
  foldsOf: getSummaries,
  put: putExperiment,
  async remove({ id, cells }: ExperimentPlan) {
    for (const { name } of cells) await removeCell(id, name)
    await deleteExperiment(id)
  },
  removeFolds: removeCell,
  workThrough: (id, onEvent) => learnWorker().workThrough(id, callback(onEvent)),
  keepEnsemble: (id, cell) => learnWorker().keepEnsemble(id, cell),
  pause: () => learnWorker().pause(),
  resume: () => learnWorker().resume(),
  stop: () => learnWorker().stop(),
  changed: () => library.load(),
})

export const form = new ExperimentForm({
  backend: () => training.device?.backend ?? 'wasm',
  people: () => new Set(library.days.map(({ participant }) => participant)).size,
})
