import { LABELS, type Label } from '../lifelog/labels.ts'
import { picturesOf, type Model } from '../network/model.ts'
import type { Explanation } from './explanation.ts'
import { fullCam } from './full-cam.ts'
import { zeroToOne } from './maps.ts'

/**
 * Full-CAM of one label on one picture, gates held constant.
 * @param pixels grey levels 0 to 255, shape [side, side] of the model
 */
export async function explain(
  model: Model,
  pixels: Uint8ClampedArray,
  label: Label,
): Promise<Omit<Explanation, 'modelId' | 'dayId'>> {
  const pictures = picturesOf([{ pixels }], model.side, model.normalisation)
  const found = await fullCam(model.network, model.parameters, pictures, LABELS.indexOf(label))
  pictures.dispose()
  const logit = found.logits[0] ?? NaN
  const total = found.totals[0] ?? NaN
  const terms = found.terms.map(({ layer, values }) => ({ layer, value: values[0] ?? NaN }))
  return {
    label,
    side: model.side,
    map: zeroToOne(found.maps),
    logit,
    total,
    residual: Math.abs(total - logit),
    scale: Math.max(Math.abs(logit), ...terms.map(({ value }) => Math.abs(value))),
    terms,
  }
}
