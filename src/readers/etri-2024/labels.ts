import { binary, type LabelFile } from '../etri/label-file.ts'

/**
 * `val_label.csv`: 0 and 1, of which Q3 stands the other way round, 1 for high stress (reference 2.4). It is
 * turned on reading, so that here as everywhere 1 is the good state.
 */
export const VAL_LABEL: LabelFile = {
  subject: 'subject_id',
  date: 'date',
  labels: ['Q1', 'Q2', 'Q3', 'S1', 'S2', 'S3', 'S4'],
  read(label, written) {
    const value = binary(written)
    if (value === undefined || label !== 'Q3') return value
    return value === 1 ? 0 : 1
  },
}
