import { m } from '../../i18n/paraglide/messages.js'
import { CHANNEL_SETS } from '../../lifelog/channel-sets.ts'
import type { FilledCell, Heading } from '../../training/paper-tables.ts'
import { threeDecimals } from '../words/format.ts'
import { channelSetName, inputName, rateName } from '../words/inputs.ts'
import { labelName } from '../words/names.ts'

export function headingWords(heading: Heading): string {
  switch (heading.kind) {
    case 'input':
      return inputName(heading.input)
    case 'channels':
      return channelSetName(heading.channels, CHANNEL_SETS[heading.channels].length)
    case 'rate':
      return rateName(heading.rate)
    case 'label':
      return `${heading.label} ${labelName(heading.label)}`
    case 'mean':
      return m.scores_mean()
  }
}

interface CellWords {
  readonly ours: string
  readonly interval: string
  readonly trivial: string
  /** Whether ours is above the better of the predictors that look at no sensor. */
  readonly above: boolean
}

/** Mean F1 over folds, with its interval, beside the best that no sensor is needed for. */
export function cellWords({ ours, turned, label }: FilledCell): CellWords {
  const score = ours?.network.f1
  const best = ours?.[ours.bestTrivial].f1
  if (!ours || !score || !best) return { ours: '–', interval: '', trivial: '', above: false }
  const { low, high } = score.interval ?? {}
  const name = ours.bestTrivial === 'alwaysYes' ? m.predictor_all_ones() : m.predictor_habit()
  return {
    ours: threeDecimals(score.mean) + (turned.some((of) => label === null || of === label) ? '\u00a0†' : ''),
    interval:
      low === undefined || high === undefined
        ? ''
        : m.interval({ low: threeDecimals(Math.max(0, low)), high: threeDecimals(Math.min(1, high)) }),
    trivial: m.tables_trivial({ name, f1: threeDecimals(best.mean) }),
    above: score.mean > best.mean,
  }
}
