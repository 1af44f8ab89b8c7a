import { CHANNELS } from '../../lifelog/channels.ts'
import type { Numbers, Samples } from '../../lifelog/samples.ts'
import { instantOf, isStamp, ZONE } from './clock.ts'
import type { OpenTable } from './columns.ts'
import type { Rows } from './rows.ts'

/**
 * One subject's samples among some rows, from one wall-clock time to before another (milliseconds since 1970).
 * @param participant the name under which they go
 */
export function samplesOf(
  { spec, present }: OpenTable,
  { batch, subjects, walls }: Rows,
  { subject, from, to, participant }: { subject: string; from: number; to: number; participant: string },
): Samples[] {
  let next = 2
  const columns = present.map((there) => (there ? batch.columns[next++] : undefined))
  const { rows, offsets, values } = spec.entries(columns, batch.rows)
  const count = rows?.length ?? batch.rows
  const code = subjects.names.indexOf(subject)
  const chosen = new Int32Array(count)
  const times = new Float64Array(count)
  let n = 0
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i]! : i
    const wall = walls[row]! + (offsets ? offsets[i]! : 0)
    if (!(wall >= from && wall < to) || subjects.of[row] !== code || !isStamp(wall)) continue
    chosen[n] = i
    times[n++] = instantOf(wall)
  }
  if (n === 0) return []
  const found: Samples[] = []
  for (const [k, channel] of spec.channels.entries()) {
    const of = values[k]
    if (!of) continue
    found.push({
      participant,
      channel,
      unit: CHANNELS[channel].unit,
      times: times.subarray(0, n),
      values: picked(of, chosen, n),
      zone: ZONE,
    })
  }
  return found
}

/** The values at the first `n` of `places`, which ascend. */
function picked(values: Numbers, places: Int32Array, n: number): Numbers {
  const [first, last] = [places[0]!, places[n - 1]!]
  if (last - first === n - 1) return values.subarray(first, last + 1)
  const kept = new Float32Array(n)
  for (let i = 0; i < n; i++) kept[i] = values[places[i]!]!
  return kept
}
