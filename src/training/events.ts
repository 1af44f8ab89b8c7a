import type { Encoding } from '../inputs/encoding.ts'
import type { Device } from '../network/device.ts'
import type { EpochRecord, ModelCard } from './card.ts'
import type { Preset } from './preset.ts'
import type { TrainedFoldSummary } from './queue.ts'

/** The run itself, or the control run on shuffled labels that shows what memorising alone would score. */
export type Phase = 'network' | 'shuffledLabels'

/** What is known of a run that ended without being stopped: the tab was closed, or the worker died. */
export interface InterruptedRun {
  readonly phase: Phase
  /** Finished epochs of that phase. */
  readonly epoch: number
  readonly epochs: number
}

export type TrainingEvent =
  /** Days are being made into what the network sees. */
  | { readonly kind: 'preparing'; readonly done: number; readonly days: number }
  | {
      readonly kind: 'started'
      readonly phase: Phase
      readonly device: Device
      readonly preset: Preset
      readonly encoding: Encoding
      /** Parts of a batch that are computed one after another. */
      readonly batchParts: number
      readonly stepsAnEpoch: number
      readonly parameters: number
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
  | {
      readonly kind: 'epoch'
      readonly phase: Phase
      readonly record: EpochRecord
      readonly secondsLeft: number
    }
  /** There was no room to store where the run is: it goes on, but could not be taken up again. */
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }

/** What the page is told while an experiment's queue is worked through. */
export type QueueEvent =
  | TrainingEvent
  /** A fold begins, or goes on where it was cut off. */
  | { readonly kind: 'fold'; readonly cell: string; readonly fold: number; readonly folds: number }
  | { readonly kind: 'trained'; readonly summary: TrainedFoldSummary }

export type QueueOutcome =
  | { readonly kind: 'finished' | 'stopped' }
  | (Extract<TrainingOutcome, { kind: 'refused' }> & { readonly cell: string })

/** Why training can't start; the words are in the catalogue under `learn_refused_${reason}`. */
export type TrainingOutcome =
  | { readonly kind: 'finished'; readonly card: ModelCard }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'refused'
      readonly reason:
        | 'too_few_days'
        | 'too_few_own_days'
        | 'too_coarse'
        | 'too_large'
        | 'other_tab'
        | 'other_run'
        | 'no_labels'
        | 'no_backend'
        | 'no_memory'
        | 'cannot_divide'
        | 'empty_fold'
        | 'days_changed'
      /** Numbers for the message. */
      readonly detail: Readonly<Record<string, string | number>>
    }
