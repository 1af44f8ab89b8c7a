import { checkDevice } from '../../src/network/backend.ts'
import type { EpochRecord, Score } from '../../src/training/card.ts'
import { Experiment } from '../../src/training/experiment.ts'
import type { RunPlan } from '../../src/training/plan.ts'
import type { RunOptions, RunResult } from '../../src/training/run.ts'
import { say } from './say.ts'

/** With the weights that it starts from, where there are any. */
export type StartedPlan = RunPlan & Pick<RunOptions, 'start'>

/**
 * Runs a plan to its end, a line an epoch on stderr.
 * @param onTrained gets the network before its weights are let go
 */
export const trainPlan = (
  name: string,
  plan: StartedPlan,
  onTrained: (result: RunResult, scores: readonly Score[]) => Promise<void>,
): Promise<Score[]> =>
  new Experiment().start(plan, {
    checkDevice,
    onStart: (phase) => phase === 'shuffledLabels' && say(`${name}, shuffled labels`),
    onCheckpoint: () => Promise.resolve(),
    onEvent(event) {
      if (event.kind !== 'epoch') return
      const left = `${Math.ceil(event.secondsLeft / 60)} min left`
      say(epochLine(event.record, plan.preset.epochs, left))
    },
    onTrained,
  })

export const epochLine = (
  { epoch, loss, validationLoss, seconds }: EpochRecord,
  epochs: number,
  left: string,
): string =>
  `epoch ${epoch} of ${epochs}: loss ${loss.toFixed(3)}, held out ${validationLoss.toFixed(3)}, ` +
  `${seconds.toFixed(0)} s, ${left}`
