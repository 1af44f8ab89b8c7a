import { SIDE } from '../inputs/composite/layout.ts'
import type { PictureRow } from '../inputs/composite/picture.ts'
import { sameChannels } from '../inputs/own-channels.ts'
import { onRows } from './channel-time.ts'
import type { HeatMap } from './explanation.ts'
import { isSigned } from './kind-names.ts'

/** Side of the map that is painted over a picture the network did not see itself. */
const PAINTED = 224

/** A share of the painted places, so that a few extreme ones do not make all others pale. */
const EXTREME = 0.005

/** A map as it lies over a picture, [side, side]: from 0 to 1, or from −1, against the answer, to 1, for it. */
export interface Painted {
  readonly map: Float32Array
  readonly side: number
}

/** @param shown rows of the picture; the network may have seen other rows, or none */
export function painted({ kind, channels, time, picture }: HeatMap, shown: readonly PictureRow[]): Painted {
  const rows = shown.map(({ channel }) => channel)
  const { map, side } =
    picture && sameChannels(channels, rows)
      ? picture
      : { map: onRows(time, channels, shown, SIDE, PAINTED), side: PAINTED }
  return { map: isSigned(kind) ? minusOneToOne(map) : map, side }
}

function minusOneToOne(map: Float32Array): Float32Array {
  const sizes = map
    .map(Math.abs)
    .filter((size) => size > 0)
    .sort()
  const largest = sizes[Math.floor((1 - EXTREME) * (sizes.length - 1))] ?? 1
  return map.map((value) => Math.min(1, Math.max(-1, value / largest)))
}
