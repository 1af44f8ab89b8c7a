import type { Label } from '../src/lifelog/labels.ts'
import type { Explanation } from '../src/saliency/explanation.ts'
import type { Device, EpochRecord, ModelCard } from '../src/training/card.ts'

/** The run itself, or the control run on shuffled labels that shows what memorising alone would score. */
export type Phase = 'network' | 'shuffledLabels'

export type TrainingEvent =
  | {
      readonly kind: 'started'
      readonly phase: Phase
      readonly device: Device
      readonly epochs: number
      readonly stepsAnEpoch: number
      readonly parameters: number
      readonly side: number
      readonly trainingDays: number
      readonly heldOutDays: number
      readonly trainingPeople: readonly string[]
      readonly heldOutPeople: readonly string[]
    }
  | {
      readonly kind: 'step'
      readonly phase: Phase
      readonly epoch: number
      /** From 1. */
      readonly step: number
      readonly loss: number
      /** Both phases' seconds together; null until the first step has been timed. */
      readonly secondsLeft: number | null
    }
  | { readonly kind: 'epoch'; readonly phase: Phase; readonly record: EpochRecord; readonly secondsLeft: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }

/** Why training can't start; the words are in the catalogue under `learn_refused_${reason}`. */
export type TrainingOutcome =
  | { readonly kind: 'finished'; readonly card: ModelCard }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'refused'
      readonly reason: 'too_few_days' | 'no_labels' | 'no_backend'
      /** Numbers for the message. */
      readonly detail: Readonly<Record<string, string | number>>
    }

export interface LearnApi {
  /** Starts the fastest backend that works; safe to call again. */
  device(): Promise<Device>
  /** Trains the quick preset on all stored days that have a picture, then stores model and predictions. */
  train(options: { seed: number; control: boolean }, onEvent: (event: TrainingEvent) => void): Promise<TrainingOutcome>
  pause(): void
  resume(): void
  stop(): void
  /** Skips the rest of the control run; the model is kept. */
  skipControl(): void
  /** Predicts every stored day with a stored model and stores the predictions. */
  predict(modelId: string): Promise<void>
  explain(modelId: string, dayId: string, label: Label): Promise<Explanation>
}
