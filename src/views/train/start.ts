import { ownChannels } from '../../inputs/own-channels.ts'
import { library } from '../library/library.svelte.ts'
import { fetchShipped, shippedFor } from '../shipped-models.ts'
import { callback, learnWorker } from '../workers.ts'
import { download } from './download.ts'
import { ModelFiles } from './model-files.svelte.ts'
import { TrainingOptions } from './options.svelte.ts'
import { pickWeights } from './pick-weights.ts'
import { Training } from './training.svelte.ts'

/** The one training run of the page. It goes on while other screens are open. */
export const training = new Training({
  device: () => learnWorker().device(),
  train: (order, onEvent) => learnWorker().train(order, callback(onEvent)),
  pause: () => learnWorker().pause(),
  resume: () => learnWorker().resume(),
  stop: () => learnWorker().stop(),
  skipControl: () => learnWorker().skipControl(),
  interrupted: () => learnWorker().interrupted(),
  discardInterrupted: () => learnWorker().discardInterrupted(),
  changed: () => library.load(),
})

/** What the next run will be. A processor is assumed until the device is known. */
export const options = new TrainingOptions({
  backend: () => training.device?.backend ?? 'wasm',
  forecast: (order) => learnWorker().forecast(order),
  cancelForecast: () => learnWorker().cancelForecast(),
  channels: () => ownChannels(library.days),
  inspect: (file, choice) => learnWorker().inspect(file, choice),
  async weights(from, { input }) {
    if (from === 'file') return pickWeights()
    const shipped = shippedFor(input)
    if (from === 'shipped') return shipped === null ? null : fetchShipped(shipped)
    const { model } = library
    if (!model) return null
    const file = await learnWorker().exportModel(model.id, 'safetensors')
    return new File([file], `${model.architecture}.safetensors`)
  },
})

export const modelFiles = new ModelFiles({
  exportModel: (id, format) => learnWorker().exportModel(id, format),
  openModel: (file) => learnWorker().openModel(file),
  pick: pickWeights,
  download,
  changed: () => library.load(),
})
