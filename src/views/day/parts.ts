import { LABELS } from '../../lifelog/labels.ts'
import type { Explanation } from '../../saliency/explanation.ts'
import type { MapKind } from '../../saliency/kind-names.ts'
import { effectsOn, STRETCHES, type Occlusion } from '../../saliency/occlusion.ts'
import { rankCorrelation } from '../../saliency/rank-correlation.ts'
import { sharesOf, sumsOf } from '../../saliency/shares.ts'

/** One sensor, or two hours: what the map says of it, and what is measured without it. */
export interface PartRow {
  /** Index of the channel, or of the stretch. */
  readonly at: number
  /** Of the shown map, 0 to 1. */
  readonly share: number
  /** What it adds to the network's number (its logit), by the signed map. */
  readonly evidence: number
  /** How far the probability of yes moves without it; null where that was not measured. */
  readonly without: number | null
}

export interface Parts {
  /** Most of the map first. */
  readonly sensors: readonly PartRow[]
  /** In the day's order. */
  readonly stretches: readonly PartRow[]
  /** Rank correlation of shares with the size of what was measured; null before it was. */
  readonly agreement: { readonly sensors: number; readonly cells: number } | null
  /** Terms of the sum that have no place in any map. */
  readonly unplaced: number
}

export function partsOf(
  { label, maps, terms }: Pick<Explanation, 'label' | 'maps' | 'terms'>,
  kind: MapKind,
  occlusion: Occlusion | null,
): Parts {
  const index = LABELS.indexOf(label)
  const shares = sharesOf(maps[kind].time, STRETCHES)
  const evidence = sumsOf(maps.signed.time, STRETCHES)
  const effects = occlusion && {
    channels: effectsOn(occlusion, occlusion.channels, index),
    stretches: effectsOn(occlusion, occlusion.stretches, index),
    cells: effectsOn(occlusion, occlusion.cells, index),
  }
  const rows = (share: Float64Array, net: Float64Array, moved: readonly number[] | undefined): PartRow[] =>
    [...share].map((value, at) => ({
      at,
      share: value,
      evidence: net[at] as number,
      // Without what spoke for yes the probability of yes falls.
      without: moved ? 0 - (moved[at] as number) : null,
    }))
  const size = (values: readonly number[]): number[] => values.map(Math.abs)
  return {
    sensors: rows(shares.channels, evidence.channels, effects?.channels).sort((a, b) => b.share - a.share),
    stretches: rows(shares.byPart, evidence.byPart, effects?.stretches),
    agreement: effects && {
      sensors: rankCorrelation(shares.channels, size(effects.channels)),
      cells: rankCorrelation(shares.cells, size(effects.cells)),
    },
    unplaced: terms.filter(({ placed }) => !placed).reduce((sum, { value }) => sum + value, 0),
  }
}
