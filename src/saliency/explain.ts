import { LABELS, type Label } from '../lifelog/labels.ts'
import type { EncodedDay } from '../inputs/encoding.ts'
import { inputsOf, type Model } from '../network/model.ts'
import type { Explanation } from './explanation.ts'
import { fullCam } from './full-cam.ts'
import { zeroToOne } from './maps.ts'

/**
 * Full-CAM of one label on one day, gates held constant.
 */
export async function explain(
  model: Model,
  encoded: EncodedDay,
  label: Label,
): Promise<Omit<Explanation, 'modelId' | 'dayId'>> {
  const pictures = inputsOf([encoded], model)
  const found = await fullCam(model.network, model.parameters, pictures, LABELS.indexOf(label))
  pictures.dispose()
  const logit = found.logits[0] ?? NaN
  const total = found.totals[0] ?? NaN
  const terms = found.terms.map(({ layer, values }) => ({ layer, value: values[0] ?? NaN }))
  return {
    label,
    side: found.side,
    map: zeroToOne(found.maps),
    logit,
    total,
    residual: Math.abs(total - logit),
    scale: Math.max(Math.abs(logit), ...terms.map(({ value }) => Math.abs(value))),
    terms,
  }
}
