import type { NetworkName } from '../src/network/design.ts'
import type { Device } from '../src/network/device.ts'
import type { TransferPlan } from '../src/network/weights/transfer-plan.ts'
import type { ModelCard } from '../src/training/card.ts'
import type { Collected } from '../src/training/collected.ts'
import type {
  InterruptedRun,
  QueueEvent,
  QueueOutcome,
  TrainingEvent,
  TrainingOutcome,
} from '../src/training/events.ts'
import type { CourseName } from '../src/training/courses.ts'
import type { Forecast } from '../src/training/forecast.ts'
import type { FilledTable } from '../src/training/paper-tables.ts'
import type { Choice, Wish } from '../src/training/preset.ts'
import type { ExplainApi } from './learn-explain-api.ts'

export interface TrainingOrder {
  readonly course: CourseName
  /** What differs from the course's own choice. */
  readonly choice: Wish
  readonly seed: number
  /** Whether the same run on shuffled labels follows. */
  readonly control: boolean
  /** Goes on with the interrupted run, its own preset; starts anew where there is none, or the days have changed. */
  readonly resume: boolean
  /** A safetensors file whose weights it starts from. */
  readonly start: File | null
}

export type ForecastOutcome =
  | { readonly kind: 'measured'; readonly forecast: Forecast }
  | { readonly kind: 'cancelled' }
  | Extract<TrainingOutcome, { kind: 'refused' }>

/** What a file of weights would give to a network; `network` is the one that it is of, where we know it. */
export type Inspection =
  | { readonly kind: 'fits'; readonly network: NetworkName | null; readonly plan: TransferPlan }
  | {
      readonly kind: 'other'
      readonly network: NetworkName | null
      /** One for each tensor that stands in the way. */
      readonly complaints: readonly string[]
    }
  | { readonly kind: 'damaged'; readonly reason: string }

export type ModelFormat = 'safetensors' | 'onnx'

export interface LearnApi extends ExplainApi {
  /** Starts the fastest backend that works; safe to call again. */
  device(): Promise<Device>
  /** Trains on all stored days that have a picture, then stores model and predictions. */
  train(order: TrainingOrder, onEvent: (event: TrainingEvent) => void): Promise<TrainingOutcome>
  /** How long that would take, from a few steps on random pictures. */
  forecast(order: Pick<TrainingOrder, 'course' | 'choice' | 'seed' | 'control'>): Promise<ForecastOutcome>
  /** Ends it after the step that it is at. */
  cancelForecast(): void
  /** Reads the header of a file of weights. */
  inspect(file: File, choice: Choice): Promise<Inspection>
  /** Stores a model that this app has written, and predicts every stored day with it. */
  openModel(file: File): Promise<ModelCard>
  /** A stored model as a file. */
  exportModel(modelId: string, format: ModelFormat): Promise<Blob>
  /** The run that was cut off, if any. */
  interrupted(): Promise<InterruptedRun | null>
  /** Forgets it. */
  discardInterrupted(): Promise<void>
  pause(): void
  resume(): void
  stop(): void
  /** Skips the rest of the control run; the model is kept. */
  skipControl(): void
  /** Trains what of a stored experiment is not trained yet, fold by fold; `stop` ends it so that it can go on later. */
  workThrough(experimentId: string, onEvent: (event: QueueEvent) => void): Promise<QueueOutcome>
  /** The folds of a cell put together; null where some are not trained yet. */
  results(experimentId: string, cell: string): Promise<Collected | null>
  /** The paper's tables that an experiment fills, as far as its cells are trained. */
  tables(experimentId: string): Promise<FilledTable[]>
  /** Makes a cell's folds one model, which then answers for every stored day. */
  keepEnsemble(experimentId: string, cell: string): Promise<ModelCard>
  /** Predicts every stored day with a stored model and stores the predictions. */
  predict(modelId: string): Promise<void>
}
