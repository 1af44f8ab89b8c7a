import { library } from '../library/library.svelte.ts'
import { callback, learnWorker } from '../workers.ts'
import { Training } from './training.svelte.ts'

/** The one training run of the page. It goes on while other screens are open. */
export const training = new Training({
  device: () => learnWorker().device(),
  train: (options, onEvent) => learnWorker().train(options, callback(onEvent)),
  pause: () => learnWorker().pause(),
  resume: () => learnWorker().resume(),
  stop: () => learnWorker().stop(),
  skipControl: () => learnWorker().skipControl(),
  interrupted: () => learnWorker().interrupted(),
  discardInterrupted: () => learnWorker().discardInterrupted(),
  changed: () => library.load(),
})
