import type { Device } from '../../src/network/device.ts'
import type { EpochRecord, Score } from '../../src/training/card.ts'
import type { ShownExplanation } from './pages/day.ts'
import type { Stored } from './stored.ts'

/** What journey.json says. */
export interface JourneyReport {
  readonly from: readonly string[]
  readonly seconds: Record<string, number>
  readonly days: readonly {
    readonly id: string
    readonly coverage: Record<string, { before: number; after: number }>
    readonly seenInTraining: boolean | null
    readonly probabilities: readonly number[] | null
  }[]
  readonly problems: readonly string[]
  /** Why training was refused, in the page's words; null where it was not. */
  readonly refusal: string | null
  /** Whether the given files were too few to train on, and the sample days were added as the page proposes. */
  readonly samplesAdded: boolean
  readonly device: Device | null
  readonly trainingPeople: readonly string[]
  readonly heldOutPeople: readonly string[]
  readonly oneClass: readonly string[]
  readonly oneClassHeldOut: readonly string[]
  readonly epochs: readonly EpochRecord[]
  readonly scores: readonly Score[]
  readonly explanations: readonly ShownExplanation[]
  readonly worstResidualShare: number
  readonly foundAgainAfterReload: boolean
  readonly accessibilityFaults: readonly string[]
  readonly policyViolations: readonly string[]
  readonly foreignRequests: readonly string[]
  readonly errors: readonly string[]
  /** Milliseconds of each main-thread task over 50 ms, by stage. */
  readonly longTasks: Record<string, number[]>
}

export const daysOf = ({ days, predictions }: Stored): JourneyReport['days'] =>
  days.map(({ id, coverage }) => {
    const prediction = predictions.find((p) => p.dayId === id)
    return {
      id,
      coverage,
      seenInTraining: prediction?.seenInTraining ?? null,
      probabilities: prediction?.probabilities ?? null,
    }
  })

/** Everything that makes a journey fail, in words; empty where all went well. */
export function faultsOf(report: JourneyReport): string[] {
  const faults = [
    ...report.accessibilityFaults.map((text) => `accessibility: ${text}`),
    ...report.policyViolations.map((text) => `policy: ${text}`),
    ...report.foreignRequests.map((text) => `request to another origin: ${text}`),
    ...report.errors.map((text) => `error: ${text}`),
    ...report.explanations
      .filter(({ passed }) => !passed)
      .map(({ dayId, label, share }) => `Full-CAM of ${dayId} ${label} misses its sum: ${share}`),
  ]
  if (report.days.length === 0) faults.push('no days were read')
  if (!report.foundAgainAfterReload) faults.push('after a reload something was missing')
  if (report.refusal !== null) return [...faults, `training was refused: ${report.refusal}`]
  if (report.explanations.length < report.days.length) faults.push('a day has no explanation')
  for (const predictor of ['network', 'shuffledLabels', 'allOnes', 'majority'])
    if (!report.scores.some((score) => score.predictor === predictor)) faults.push(`no score of ${predictor}`)
  return faults
}
