import type { Score } from '../../src/training/card.ts'
import { Experiment } from '../../src/training/experiment.ts'
import type { RunPlan } from '../../src/training/plan.ts'
import type { RunResult } from '../../src/training/run.ts'
import { say } from './say.ts'

/**
 * Runs a plan to its end, a line an epoch on stderr.
 * @param onTrained gets the network before its weights are let go
 */
export const trainPlan = (
  name: string,
  plan: RunPlan,
  onTrained: (result: RunResult, scores: readonly Score[]) => Promise<void>,
): Promise<Score[]> =>
  new Experiment().start(plan, {
    checkDevice: () => undefined,
    onStart: (phase) => phase === 'shuffledLabels' && say(`${name}, shuffled labels`),
    onCheckpoint: () => Promise.resolve(),
    onEvent(event) {
      if (event.kind !== 'epoch') return
      const { epoch, loss, validationLoss, seconds } = event.record
      say(
        `epoch ${epoch} of ${plan.preset.epochs}: loss ${loss.toFixed(3)}, held out ${validationLoss.toFixed(3)}, ` +
          `${seconds.toFixed(0)} s, ${Math.ceil(event.secondsLeft / 60)} min left`,
      )
    },
    onTrained,
  })
