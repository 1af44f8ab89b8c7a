import * as v from 'valibot'
import { SECONDS_A_DAY } from '../../src/lifelog/day.ts'
import { fillLinear } from '../../src/synchronise/fill.ts'
import { nearestSecond } from '../../src/synchronise/nearest-second.ts'
import { synchroniseAsNotebook } from '../../src/synchronise/notebook.ts'
import { judged, type Quantity } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

const Expected = {
  expected: v.array(v.nullable(v.number())),
  filled_seconds: v.number(),
  sum: v.number(),
}
const File = v.object({
  cases: v.record(
    v.string(),
    v.object({
      ...Expected,
      t: v.array(v.number()),
      v: v.array(v.number()),
      probe_seconds: v.array(v.number()),
      known_seconds: v.number(),
      first_filled: v.number(),
      last_filled: v.number(),
      notebook: v.object(Expected),
    }),
  ),
})

interface Probes {
  readonly expected: readonly (number | null)[]
  readonly filled_seconds: number
  readonly sum: number
}

/** Samples in, a second-by-second day out, probed at given seconds: the paper's rule and the notebooks'. */
export function* judgeSynchronise(file: string, json: unknown): Generator<Quantity> {
  for (const [name, one] of Object.entries(v.parse(File, json).cases)) {
    const known = nearestSecond(one.t, one.v, SECONDS_A_DAY)
    const filled = fillLinear(known)
    const paper = judgeDay(file, `${name}: paper`, filled, one.probe_seconds, one)
    const counts = [count(known), first(filled), last(filled)]
    const theirs = [one.known_seconds, one.first_filled, one.last_filled]
    const wrong = counts.filter((value, i) => value !== theirs[i]).length
    yield* paper
    yield judged(file, `${name}: paper, known, first and last second`, wrong, 0)
    const notebook = synchroniseAsNotebook(one.t, one.v, SECONDS_A_DAY)
    yield* judgeDay(file, `${name}: notebook`, notebook, one.probe_seconds, one.notebook)
  }
}

function* judgeDay(
  file: string,
  name: string,
  day: Float32Array,
  probes: readonly number[],
  theirs: Probes,
): Generator<Quantity> {
  let worst = 0
  probes.forEach((second, i) => {
    const ours = day[second] ?? NaN
    const wanted = theirs.expected[i] ?? NaN
    if (Number.isNaN(ours) && Number.isNaN(wanted)) return
    const error = Math.abs(ours - wanted) / Math.max(1, Math.abs(wanted))
    if (!(error <= worst)) worst = error
  })
  yield judged(file, `${name}, probes`, worst, TOLERANCE.synchronise)
  yield judged(file, `${name}, filled seconds`, Math.abs(count(day) - theirs.filled_seconds), 0)
  const sum = day.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value), 0)
  const error = Math.abs(sum - theirs.sum) / Math.abs(theirs.sum)
  yield judged(file, `${name}, sum`, error, TOLERANCE.synchronise)
}

const count = (day: Float32Array): number => day.filter((value) => !Number.isNaN(value)).length
const first = (day: Float32Array): number => day.findIndex((value) => !Number.isNaN(value))
const last = (day: Float32Array): number => day.findLastIndex((value) => !Number.isNaN(value))
