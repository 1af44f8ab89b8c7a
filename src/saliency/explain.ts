import { SIDE } from '../inputs/composite/layout.ts'
import type { PictureRow } from '../inputs/composite/picture.ts'
import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import { sameChannels } from '../inputs/own-channels.ts'
import { LABELS, type Label } from '../lifelog/labels.ts'
import { inputsOf, type Model } from '../network/model.ts'
import { channelTime, onRows } from './channel-time.ts'
import type { Explanation } from './explanation.ts'
import { fromPicture } from './from-picture.ts'
import { fullCams, type FullCam } from './full-cam.ts'
import { zeroToOne } from './maps.ts'
import { placesOf, splitOf } from './split.ts'

/** Side of the map that is painted over a picture the network did not see itself. */
const PAINTED = 224

/** A model that tells how its days were encoded. */
export type ExplainedModel = Model & { readonly encoding: Encoding }

type Explained = Omit<Explanation, 'modelId' | 'dayId'>

/**
 * Full-CAM of one label on one day, gates held constant.
 * @param shown rows of the picture over which the map is to lie; the network may have seen other rows, or none
 */
export async function explain(
  model: ExplainedModel,
  encoded: EncodedDay,
  label: Label,
  shown: readonly PictureRow[],
): Promise<Explained> {
  const [explained] = await explainAll(model, encoded, [label], shown)
  return explained as Explained
}

/** The same of several labels from one forward pass, in their order. */
export async function explainAll(
  model: ExplainedModel,
  encoded: EncodedDay,
  labels: readonly Label[],
  shown: readonly PictureRow[],
): Promise<Explained[]> {
  const { encoding } = model
  const split = encoding.input === 'picture' ? undefined : splitOf(encoding)
  const inputs = inputsOf([encoded], model)
  const indices = labels.map((label) => LABELS.indexOf(label))
  try {
    const found = await fullCams(model.network, model.parameters, inputs, indices, { split })
    return found.map((of, i) => explanationOf(of, labels[i] as Label, encoding, shown))
  } finally {
    inputs.dispose()
  }
}

function explanationOf(
  found: FullCam,
  label: Label,
  encoding: Encoding,
  shown: readonly PictureRow[],
): Explained {
  const logit = found.logits[0] ?? NaN
  const total = found.totals[0] ?? NaN
  const terms = found.terms.map(({ layer, values }) => ({ layer, value: values[0] ?? NaN }))
  return {
    label,
    ...mapOver(found, encoding, shown),
    logit,
    total,
    residual: Math.abs(total - logit),
    scale: Math.max(Math.abs(logit), ...terms.map(({ value }) => Math.abs(value))),
    terms,
  }
}

/** The map as it lies over the shown picture. */
function mapOver(
  found: FullCam,
  encoding: Encoding,
  shown: readonly PictureRow[],
): Pick<Explanation, 'map' | 'side'> {
  const order = encoding.channels
  if (encoding.input !== 'picture') {
    const heat = channelTime(found, placesOf(encoding))
    return { map: onRows(heat, order, shown, SIDE, PAINTED), side: PAINTED }
  }
  const map = zeroToOne(found.maps)
  const { width: side } = found
  const rows = shown.map(({ channel }) => channel)
  if (sameChannels(order, rows)) return { map, side }
  const heat = fromPicture(map, side, order.length)
  return { map: onRows(heat, order, shown, SIDE, PAINTED), side: PAINTED }
}
