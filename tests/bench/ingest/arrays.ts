import { fillLinear } from '../../../src/synchronise/fill.ts'
import { nearestSecond } from '../../../src/synchronise/nearest-second.ts'
import { synchroniseAsNotebook } from '../../../src/synchronise/notebook.ts'
import { arrays } from './data.ts'

/** Times both rules on three channels of a day of 50 Hz in memory; prints seconds, the best of five, as JSON. */
const { times, values } = arrays()

function best(rule: (values: Float64Array) => Float32Array): number {
  let least = Infinity
  for (let k = 0; k < 5; k++) {
    const started = performance.now()
    for (const channel of values) rule(channel)
    least = Math.min(least, (performance.now() - started) / 1000)
  }
  return least
}

console.log(
  JSON.stringify({
    rows: times.length,
    paper: best((channel) => fillLinear(nearestSecond(times, channel))),
    notebook: best((channel) => synchroniseAsNotebook(times, channel)),
  }),
)
