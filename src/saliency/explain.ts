import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import { LABELS, type Label } from '../lifelog/labels.ts'
import { inputsOf, type Model } from '../network/model.ts'
import { channelTime } from './channel-time.ts'
import type { Explanation, HeatMap } from './explanation.ts'
import { fromPicture, fromSignedPicture } from './from-picture.ts'
import { fullCams, mapOf, type FullCam } from './full-cam.ts'
import { gatheredByHours } from './gathered.ts'
import { READ_KINDS, type MapKind, type ReadKind } from './kind-names.ts'
import { zeroToOne } from './maps.ts'
import { placesOf, splitOf } from './split.ts'

/** A model that tells how its days were encoded. */
export type ExplainedModel = Model & { readonly encoding: Encoding }

export type Explained = Omit<Explanation, 'modelId' | 'dayId'>

/** Full-CAM of several labels on one day from one forward pass, in their order; gates held constant. */
export async function explainAll(
  model: ExplainedModel,
  encoded: EncodedDay,
  labels: readonly Label[] = LABELS,
): Promise<Explained[]> {
  const { encoding } = model
  const split = encoding.input === 'picture' ? undefined : splitOf(encoding)
  const inputs = inputsOf([encoded], model)
  const indices = labels.map((label) => LABELS.indexOf(label))
  try {
    const found = await fullCams(model.network, model.parameters, inputs, indices, {
      split,
      kinds: READ_KINDS,
    })
    return found.map((of, i) => explanationOf(of, labels[i] as Label, encoding))
  } finally {
    inputs.dispose()
  }
}

function explanationOf(found: FullCam, label: Label, encoding: Encoding): Explained {
  const logit = found.logits[0] ?? NaN
  const total = found.totals[0] ?? NaN
  const terms = found.terms.map(({ layer, values, placed }) => ({ layer, value: values[0] ?? NaN, placed }))
  const read = Object.fromEntries(READ_KINDS.map((kind) => [kind, heatMapOf(found, kind, encoding)]))
  const maps = withHours(read as Record<ReadKind, HeatMap>)
  return {
    label,
    maps,
    logit,
    total,
    residual: Math.abs(total - logit),
    scale: Math.max(Math.abs(logit), ...terms.map(({ value }) => Math.abs(value))),
    terms,
  }
}

/** It is painted into the rows, whatever the network has seen: hours are the lifelog's, not the picture's. */
const withHours = (maps: Record<ReadKind, HeatMap>): Record<MapKind, HeatMap> => {
  const { channels, time } = maps.signed
  const hours = { kind: 'signed-hours', channels, time: gatheredByHours(time), picture: null } as const
  return { ...maps, 'signed-hours': hours }
}

function heatMapOf(found: FullCam, kind: ReadKind, encoding: Encoding): HeatMap {
  const { channels } = encoding
  if (encoding.input !== 'picture')
    return { kind, channels, time: channelTime(found, placesOf(encoding), kind), picture: null }
  const { places } = mapOf(found, kind)
  const { width: side } = found
  if (kind === 'signed') {
    const time = fromSignedPicture(places, side, channels.length)
    return { kind, channels, time, picture: { map: places, side } }
  }
  const map = zeroToOne(places)
  return { kind, channels, time: fromPicture(map, side, channels.length), picture: { map, side } }
}
