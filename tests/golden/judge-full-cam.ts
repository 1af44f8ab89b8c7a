import type { Pass } from '../../src/network/pass.ts'
import { fullCam, mapOf, type CamMap, type FullCam } from '../../src/saliency/full-cam.ts'
import { RESIDUAL_BAR } from '../../src/saliency/explanation.ts'
import type { NetworkCase } from './network-case.ts'
import { judged, pearson, relativeError, type Quantity, type Wanted } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

const RULES: readonly { rule: string; gates: Pass['gates'] }[] = [
  { rule: 'plain', gates: 'flow' },
  { rule: 'frozen', gates: 'constant' },
]

/** `fullgrad.*`: the terms of class 0 with both rules, their total, and the map of each picture. */
export async function* judgeFullCam(of: NetworkCase, wanted: Wanted): AsyncGenerator<Quantity> {
  const { fileName } = of
  if (of.keys('fullgrad.').filter(wanted).length === 0) return
  for (const { rule, gates } of RULES) {
    const start = `fullgrad.${rule}`
    const keys = of.keys(`${start}.`).filter(wanted)
    if (keys.length === 0) continue
    const parameters = of.parameters()
    const pictures = of.pictures()
    const found = await fullCam(of.network(), parameters, pictures, 0, { gates })
    pictures.dispose()
    parameters.dispose()
    for (const key of keys) {
      const theirs = of.values(key) ?? new Float32Array()
      if (key.endsWith('.cam'))
        yield judged(
          fileName,
          key,
          1 - worstMap(mapOf(found, 'fullgrad-saliency'), found, theirs),
          TOLERANCE.heatMap,
        )
      else {
        const ours = key.endsWith('.total') ? found.totals : (found.terms[0]?.values ?? [])
        yield judged(fileName, key, relativeError(ours, theirs, scaleOf(found)), TOLERANCE.fullGradTotal)
      }
    }
    if (gates === 'constant') {
      const logit = of.values('fullgrad.class0.logit')
      if (logit && wanted('fullgrad.class0.logit'))
        yield judged(
          fileName,
          'fullgrad.class0.logit',
          relativeError(found.logits, logit),
          TOLERANCE.inference,
        )
      const residual = Math.max(...[...found.totals].map((t, i) => Math.abs(t - (found.logits[i] ?? NaN))))
      yield judged(fileName, 'fullgrad.frozen residual', residual / scaleOf(found), RESIDUAL_BAR)
    }
  }
}

/** `gradcam.fullgrad.cam`: the map of class 0 by pytorch-grad-cam's rule, through the gates. */
export async function* judgeGradCam(of: NetworkCase, wanted: Wanted): AsyncGenerator<Quantity> {
  for (const key of of.keys('gradcam.fullgrad.cam').filter(wanted)) {
    const parameters = of.parameters()
    const pictures = of.pictures()
    const options = { gates: 'flow', kinds: ['pytorch-grad-cam'] } as const
    const found = await fullCam(of.network(), parameters, pictures, 0, options)
    pictures.dispose()
    parameters.dispose()
    const theirs = of.values(key) ?? new Float32Array()
    yield judged(
      of.fileName,
      key,
      1 - worstMap(mapOf(found, 'pytorch-grad-cam'), found, theirs),
      TOLERANCE.heatMap,
    )
  }
}

/** The largest of the batch's logits and terms: what rounding is measured against. */
const scaleOf = ({ logits, terms }: FullCam): number =>
  Math.max(...[...logits].map(Math.abs), ...terms.flatMap((t) => [...t.values].map(Math.abs)))

function worstMap({ places }: CamMap, { height, width }: FullCam, theirs: Float32Array): number {
  const size = height * width
  let worst = 1
  for (let at = 0; at < theirs.length; at += size) {
    const r = pearson(places.subarray(at, at + size), theirs.subarray(at, at + size))
    if (!(r >= worst)) worst = r
  }
  return worst
}
