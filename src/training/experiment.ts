import type { Phase, TrainingEvent } from './events.ts'
import type { Score } from './card.ts'
import type { Encoding } from '../inputs/encoding.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Dataset } from './dataset.ts'
import { logitsOf, sigmoid } from './evaluate.ts'
import type { Example } from './examples.ts'
import { Gate, Stopped } from './gate.ts'
import { Pace } from './pace.ts'
import type { Preset } from './preset.ts'
import { Random } from './random.ts'
import { run, stepsAnEpoch, type RunOptions, type RunResult } from './run.ts'
import { scoreOf, trivialScores } from './trivial.ts'

export interface ExperimentOptions {
  readonly preset: Preset
  readonly seed: number
  readonly data: Dataset
  readonly encoding: Encoding
  readonly memory: RunOptions['memory']
  /** Weights to start from, for the control run as well. */
  readonly start?: RunOptions['start']
  /** Whether the same run on shuffled labels follows, to show what memorising alone would score. */
  readonly control: boolean
}

export interface ExperimentHooks {
  onStart(phase: Phase): void
  onEvent(event: Extract<TrainingEvent, { kind: 'step' | 'epoch' }>): void
  /** The network is trained and can be kept, whatever becomes of the control run. */
  onTrained(result: RunResult, scores: readonly Score[], answers: Probabilities): Promise<void>
  /** What the network of the control run says of the held-out days. */
  onControl?(answers: Probabilities): void
  onCheckpoint(phase: Phase, checkpoint: Checkpoint): Promise<void>
  checkDevice(): void
}

/** Seven a held-out day. */
export type Probabilities = readonly (readonly number[])[]

/** Where an interrupted experiment goes on. */
export interface Interrupted {
  readonly phase: Phase
  /** Absent where no epoch of the phase was finished. */
  readonly checkpoint?: Checkpoint | undefined
  /** Those of the network and the trivial predictors, where the network was already trained. */
  readonly scores: readonly Score[]
}

/** The network's run, the control run, and everybody's scores on the held-out days. */
export class Experiment {
  #gate = new Gate()
  #phase: Phase = 'network'

  pause(): void {
    this.#gate.pause()
  }

  resume(): void {
    this.#gate.resume()
  }

  /** Ends what runs now. A network that is already trained stays. */
  stop(): void {
    this.#gate.stop()
  }

  /** Waits where it is paused, between two days that are made ready. @throws Stopped */
  async passed(): Promise<void> {
    await this.#gate.passed()
  }

  skipControl(): void {
    if (this.#phase === 'shuffledLabels') this.#gate.stop()
  }

  /**
   * Answers with the scores of all predictors.
   * @throws Stopped when it was stopped before the network was trained
   */
  async start(options: ExperimentOptions, hooks: ExperimentHooks, from?: Interrupted): Promise<Score[]> {
    const { data } = options
    const inControl = from?.phase === 'shuffledLabels'
    const scores = inControl ? [...from.scores] : await this.#network(options, hooks, from?.checkpoint)
    if (!options.control) return scores
    try {
      this.#gate = new Gate()
      const shuffled = shuffledLabels(data.training, options.seed)
      const checkpoint = inControl ? from.checkpoint : undefined
      const control = await this.#run('shuffledLabels', options, shuffled, hooks, checkpoint)
      const answers = await answersOf(control, data.heldOut)
      scores.push(scored('shuffledLabels', control, data.heldOut, answers))
      control.model.parameters.dispose()
      hooks.onControl?.(answers)
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
    }
    return scores
  }

  async #network(options: ExperimentOptions, hooks: ExperimentHooks, from?: Checkpoint): Promise<Score[]> {
    const { data } = options
    const trained = await this.#run('network', options, data.training, hooks, from)
    const answers = await answersOf(trained, data.heldOut)
    const scores = [
      scored('network', trained, data.heldOut, answers),
      ...trivialScores(data.training, data.heldOut),
    ]
    await hooks.onTrained(trained, scores, answers)
    trained.model.parameters.dispose()
    return scores
  }

  #run(
    phase: Phase,
    options: ExperimentOptions,
    training: readonly Example[],
    hooks: ExperimentHooks,
    from?: Checkpoint,
  ): Promise<RunResult> {
    const { data, preset } = options
    const steps = stepsAnEpoch(preset, training.length) * preset.epochs
    const later = options.control && phase === 'network' ? steps : 0
    const pace = new Pace(steps + later - (from?.steps ?? 0))
    this.#phase = phase
    hooks.onStart(phase)
    return run(
      { ...options, training, heldOut: data.heldOut, normalisation: data.normalisation },
      {
        gate: this.#gate,
        checkDevice: hooks.checkDevice,
        onCheckpoint: (checkpoint) => hooks.onCheckpoint(phase, checkpoint),
        onStep: (epoch, step, loss) => {
          pace.step(performance.now())
          const secondsLeft = pace.left(performance.now())
          hooks.onEvent({ kind: 'step', phase, epoch, step, loss, secondsLeft })
        },
        onEpoch: (record) => {
          const secondsLeft = pace.left(performance.now()) ?? 0
          hooks.onEvent({ kind: 'epoch', phase, record, secondsLeft })
        },
      },
      from,
    )
  }
}

/** Seven probabilities for each of the days. */
export const answersOf = async (
  { model }: Pick<RunResult, 'model'>,
  examples: readonly Pick<Example, 'encoded'>[],
): Promise<number[][]> => (await logitsOf(model, examples)).map((row) => row.map(sigmoid))

const scored = (
  predictor: 'network' | 'shuffledLabels',
  { history }: RunResult,
  heldOut: readonly Example[],
  answers: Probabilities,
): Score => scoreOf(predictor, heldOut, answers, history.at(-1)?.loss)

/** The same days with the label rows of other days: nothing true can be learnt, only memorised. */
export function shuffledLabels(examples: readonly Example[], seed: number): Example[] {
  const rows = new Random(seed + 1).shuffled(examples.map(({ labels }) => labels))
  return examples.map((example, i) => ({ ...example, labels: rows[i] ?? example.labels }))
}
