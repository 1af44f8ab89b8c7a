import type { AdamWOptions } from './adamw.ts'
import type { ScheduleChoice } from './schedules.ts'

/** How a run goes, beside what a person chooses by hand. */
export interface Course {
  /** Of the schedule's peak. */
  readonly learningRate: number
  readonly schedule: ScheduleChoice
  readonly optimiser: AdamWOptions
  /** Whose weights are kept: of the epoch with the best held-out mean F1 (a flattering choice), or of the last. */
  readonly keep: 'best' | 'last'
  /** Section IV's rule: the run ends where an epoch from `from` on, counted from 1, has this held-out loss or more. */
  readonly stop: { readonly loss: number; readonly from: number } | null
}

export const COURSE_NAMES = [
  'quick',
  'recommended',
  'paper',
  'section-iv',
  'notebook-5',
  'notebook-11',
] as const
export type CourseName = (typeof COURSE_NAMES)[number]

const adamW = (weightDecay: number): AdamWOptions => ({
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay,
})

/** The loss at which, and the epoch from which, the paper's extended experiments end (reference 5.9). */
export const SECTION_IV_STOP = { loss: 0.8, from: 100 }

export const COURSES: Readonly<Record<CourseName, Course>> = {
  /** A first result within minutes. */
  quick: {
    learningRate: 3e-4,
    schedule: { kind: 'constant' },
    optimiser: adamW(0.01),
    keep: 'last',
    stop: null,
  },
  /** For hundreds of days. */
  recommended: {
    learningRate: 1e-3,
    schedule: { kind: 'cosine', period: 'whole' },
    optimiser: adamW(0.05),
    keep: 'last',
    stop: null,
  },
  /** As the text says (reference 7.1, rows 2 to 5). */
  paper: {
    learningRate: 5e-5,
    schedule: { kind: 'cosine', period: 200 },
    optimiser: adamW(0.1),
    keep: 'best',
    stop: null,
  },
  /**
   * The paper's extended experiments (reference 5.9). It names SGDR and gives neither period nor growth: 50 and 1 are the
   * notebook's, 0 as the lowest rate is SGDR's own (reference 7.2).
   */
  'section-iv': {
    learningRate: 5e-5,
    schedule: { kind: 'restarts', first: 50, growth: 1, lowest: 0 },
    optimiser: adamW(0.1),
    keep: 'best',
    stop: SECTION_IV_STOP,
  },
  /** Reference 5.3. */
  'notebook-5': {
    learningRate: 1e-4,
    schedule: { kind: 'restarts', first: 50, growth: 1, lowest: 7e-5 },
    optimiser: adamW(0.01),
    keep: 'best',
    stop: null,
  },
  /** Reference 5.4; the first epoch has the rate 0. */
  'notebook-11': {
    learningRate: 5e-5,
    schedule: { kind: 'warmUpRestarts', first: 100, growth: 2, warmUp: 10, shrink: 0.5 },
    optimiser: adamW(0.01),
    keep: 'last',
    stop: null,
  },
}
