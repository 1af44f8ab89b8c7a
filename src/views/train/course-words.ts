import { m } from '../../i18n/paraglide/messages.js'
import type { Course, CourseName } from '../../training/courses.ts'

const NAMES: Readonly<Record<CourseName, () => string>> = {
  quick: m.course_quick,
  recommended: m.course_recommended,
  paper: m.course_paper,
  'section-iv': m.course_section_iv,
  'notebook-5': m.course_notebook_5,
  'notebook-11': m.course_notebook_11,
}

export const courseName = (course: CourseName): string => NAMES[course]()

/** How the learning rate goes, and whose weights are kept. */
export function courseLine({ schedule, learningRate, keep }: Course): string {
  const rate = learningRate.toExponential()
  const rates = {
    constant: () => m.rates_constant({ rate }),
    cosine: () => m.rates_cosine({ rate }),
    restarts: () => m.rates_restarts({ rate, first: schedule.kind === 'restarts' ? schedule.first : '' }),
    warmUpRestarts: () => m.rates_warm_up({ rate }),
  }
  return m.course_line({
    schedule: rates[schedule.kind](),
    keep: keep === 'best' ? m.keep_best() : m.keep_last(),
  })
}
