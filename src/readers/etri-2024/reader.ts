import { etriReader } from '../etri/data-set.ts'
import { VAL_LABEL } from './labels.ts'
import { PASSED_OVER, tableOf, TABLES } from './tables.ts'

/**
 * ETRI's lifelog challenge of 2024: eight people, nine tables (reference 2.1 to 2.3). `answer_sample.csv`, the
 * template for answers, has the layout of `val_label.csv` and −1 for every label: no label comes of it.
 */
export const etri2024 = etriReader({
  id: 'etri-2024',
  tables: TABLES,
  passedOver: PASSED_OVER,
  tableOf,
  labelFiles: [{ name: /^val_label.*\.csv$/i, layout: VAL_LABEL }],
  labelNotice: 'etri_2024_labels',
})
