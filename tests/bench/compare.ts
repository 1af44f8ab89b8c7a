import { apart } from './normals.ts'
import type { Row } from './row.ts'

/** Adds to every row how far its outcome is from that of the first row of the same subject. */
export function compared(rows: readonly Row[]): Row[] {
  const first = new Map<string, Row>()
  return rows.map((row) => {
    if (!row.outcome) return row
    const reference = first.get(row.subject)
    if (!reference?.outcome) {
      first.set(row.subject, row)
      return row
    }
    return { ...row, figures: { ...row.figures, apart: apart(row.outcome, reference.outcome) } }
  })
}
