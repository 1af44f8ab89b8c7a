import type { ModelCard } from '../../training/card.ts'
import { hrefOf } from '../route.svelte.ts'

/** Where a model's scores are shown in full; null where its folds were trained elsewhere, or by an older version. */
export function fullScores({ id, cell, opened, ensemble }: ModelCard): string | null {
  if (cell === undefined || opened !== undefined) return null
  const experiment = ensemble ? id.slice(0, -`/${cell}`.length) : id
  return hrefOf({ screen: 'result', experiment, cell })
}
