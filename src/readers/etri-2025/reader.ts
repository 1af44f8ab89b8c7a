import { etriReader } from '../etri/data-set.ts'
import { METRICS_2025, METRICS_2026 } from './labels.ts'
import { PASSED_OVER, tableOf, TABLES } from './tables.ts'

/**
 * ETRI's lifelog challenges of 2025 and 2026: the same ten people and recordings, two label files (reference
 * 2.6). Labels belong to the day of `lifelog_date`, whose night ends on `sleep_date`.
 */
export const etri2025 = etriReader({
  id: 'etri-2025',
  tables: TABLES,
  passedOver: PASSED_OVER,
  tableOf,
  labelFiles: [
    { name: /^ch2025_metrics_.*\.csv$/i, layout: METRICS_2025 },
    { name: /^ch2026_metrics_.*\.csv$/i, layout: METRICS_2026 },
  ],
  labelNotice: 'etri_2025_labels',
})
