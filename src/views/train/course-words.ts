import { m } from '../../i18n/paraglide/messages.js'
import type { ScheduleChoice } from '../../training/schedules.ts'
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

/** A schedule as a choice, without its rates. */
export function scheduleName(schedule: ScheduleChoice): string {
  switch (schedule.kind) {
    case 'constant':
      return m.schedule_constant()
    case 'cosine':
      return schedule.period === 'whole'
        ? m.schedule_cosine_whole()
        : m.schedule_cosine({ period: schedule.period })
    case 'restarts':
      return m.schedule_restarts({ first: schedule.first, lowest: schedule.lowest.toExponential() })
    case 'warmUpRestarts':
      return m.schedule_own()
  }
}
