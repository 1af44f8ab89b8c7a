import type { Stage } from '../wearable/nights.ts'

export const SLEEP = 'HKCategoryTypeIdentifierSleepAnalysis'

const STAGES: Readonly<Record<string, Stage>> = {
  HKCategoryValueSleepAnalysisInBed: 'inBed',
  HKCategoryValueSleepAnalysisAwake: 'awake',
  // Watches before 2022 knew one kind of sleep; phones that guess from their own use still do.
  HKCategoryValueSleepAnalysisAsleep: 'asleep',
  HKCategoryValueSleepAnalysisAsleepUnspecified: 'asleep',
  HKCategoryValueSleepAnalysisAsleepCore: 'asleep',
  HKCategoryValueSleepAnalysisAsleepDeep: 'asleep',
  HKCategoryValueSleepAnalysisAsleepREM: 'asleep',
}

export const stageOf = (value: string | undefined): Stage | undefined => STAGES[value ?? '']
