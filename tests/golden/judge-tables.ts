import * as v from 'valibot'
import { f1 } from '../../src/training/metrics.ts'
import { cosine, warmRestarts, type Schedule } from '../../src/training/schedules.ts'
import { judged, notBuilt, relativeError, type Quantity } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

const Schedules = v.record(v.string(), v.array(v.number()))
const MacroF1 = v.object({
  cases: v.array(
    v.object({
      y: v.array(v.array(v.picklist([0, 1]))),
      probability: v.array(v.array(v.number())),
      f1_per_label: v.array(v.number()),
      macro_f1: v.number(),
    }),
  ),
})

/** A schedule from its name in the file, for example `SGDR T_0=10 T_mult=2 eta_min=1e-6`. */
function scheduleNamed(name: string): Schedule | null {
  const setting = (key: string, otherwise: number): number => {
    const found = new RegExp(`\\b${key}=([\\d.e+-]+)`).exec(name)?.[1]
    return found === undefined ? otherwise : Number(found)
  }
  const learningRate = setting('lr', 5e-5)
  if (name.startsWith('cosine')) return cosine(learningRate, setting('T', 200), setting('eta_min', 0))
  if (name.startsWith('SGDR'))
    return warmRestarts(learningRate, setting('T_0', 10), setting('T_mult', 1), setting('eta_min', 0))
  return null
}

export function* judgeSchedules(file: string, json: unknown): Generator<Quantity> {
  for (const [name, theirs] of Object.entries(v.parse(Schedules, json))) {
    const schedule = scheduleNamed(name)
    if (!schedule) yield notBuilt(file, name)
    else {
      const ours = theirs.map((_, epoch) => schedule(epoch))
      yield judged(file, name, relativeError(ours, theirs), TOLERANCE.exact)
    }
  }
}

export function* judgeMacroF1(file: string, json: unknown): Generator<Quantity> {
  for (const [index, one] of v.parse(MacroF1, json).cases.entries()) {
    const found = f1(one.y, one.probability)
    const ours = [...found.perLabel, found.mean]
    const error = relativeError(ours, [...one.f1_per_label, one.macro_f1], 1)
    yield judged(file, `macro-f1 case ${index + 1}`, error, TOLERANCE.exact)
  }
}
