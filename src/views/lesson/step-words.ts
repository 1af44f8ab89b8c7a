import { m } from '../../i18n/paraglide/messages.js'
import type { StepName } from './steps.ts'

const TITLES: Readonly<Record<StepName, () => string>> = {
  signal: m.lesson_signal,
  picture: m.lesson_picture,
  answers: m.lesson_answers,
  heat: m.lesson_heat,
  measured: m.lesson_measured,
  trust: m.lesson_trust,
}

export const stepTitle = (step: StepName): string => TITLES[step]()
