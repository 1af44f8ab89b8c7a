import type { Label } from '../../lifelog/labels.ts'
import { binary, type LabelFile } from '../etri/label-file.ts'

const QS: readonly Label[] = ['Q1', 'Q2', 'Q3']

/**
 * 2025: S1 has three levels, 0 "not recommended", 1 "may be appropriate" and 2 "recommended". Here 1 and 2 are
 * the good state: sleep that the guideline doesn't advise against. There is no S4.
 */
export const METRICS_2025: LabelFile = {
  subject: 'subject_id',
  date: 'lifelog_date',
  labels: [...QS, 'S1', 'S2', 'S3'],
  read: (label, written) => (label === 'S1' && written === 2 ? 1 : binary(written)),
}

/** 2026: all seven labels, each 0 or 1; Q2 means low fatigue, in 2025 as well. */
export const METRICS_2026: LabelFile = {
  subject: 'subject_id',
  date: 'lifelog_date',
  labels: [...QS, 'S1', 'S2', 'S3', 'S4'],
  read: (_, written) => binary(written),
}
