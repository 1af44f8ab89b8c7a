import { CHANNELS } from '../lifelog/channels.ts'
import type { Samples } from '../lifelog/samples.ts'

/**
 * Moves where people are to somewhere else on the globe, as ETRI does before it gives recordings out: the whole
 * degrees below a person's first position become 0. Shapes and distances of ways stay, places go. Whoever first
 * appears on the other side of a degree in a later drop is moved otherwise then.
 */
export class RelativeLocation {
  readonly #origins = new Map<string, number>()

  of(samples: Samples): Samples {
    const { participant, channel, values } = samples
    if (channel !== 'latitude' && channel !== 'longitude') return samples
    const key = `${channel}\n${participant}`
    const [low, high] = CHANNELS[channel].plausible
    const first = values.find((value) => value >= low && value <= high)
    if (first === undefined) return samples
    const origin = this.#origins.get(key) ?? Math.floor(first)
    this.#origins.set(key, origin)
    // In double precision: single precision would lose metres before the whole degrees are gone.
    return { ...samples, values: Float64Array.from(values, (value) => value - origin) }
  }
}
