import type { Label } from '../src/lifelog/labels.ts'
import type { Explanation } from '../src/saliency/explanation.ts'
import type { Device } from '../src/network/device.ts'
import type { InterruptedRun, TrainingEvent, TrainingOutcome } from '../src/training/events.ts'

export interface LearnApi {
  /** Starts the fastest backend that works; safe to call again. */
  device(): Promise<Device>
  /** Trains the quick preset on all stored days that have a picture, then stores model and predictions. */
  train(
    options: {
      seed: number
      control: boolean
      /** Goes on with the interrupted run; starts anew where there is none, or the days have changed since. */
      resume: boolean
    },
    onEvent: (event: TrainingEvent) => void,
  ): Promise<TrainingOutcome>
  /** The run that was cut off, if any. */
  interrupted(): Promise<InterruptedRun | null>
  /** Forgets it. */
  discardInterrupted(): Promise<void>
  pause(): void
  resume(): void
  stop(): void
  /** Skips the rest of the control run; the model is kept. */
  skipControl(): void
  /** Predicts every stored day with a stored model and stores the predictions. */
  predict(modelId: string): Promise<void>
  explain(modelId: string, dayId: string, label: Label): Promise<Explanation>
}
