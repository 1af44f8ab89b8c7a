/**
 * How long dispatches take, so that none takes long: a graphics card draws the page as well, and does one thing at a
 * time. Work is counted in multiply-additions, or in values where nothing is multiplied.
 */

/** No dispatch is meant to take longer. */
export const LONGEST_DISPATCH_MS = 100
/** Aimed at, since forecasts err. */
const AIM_MS = LONGEST_DISPATCH_MS / 2
/** Until a kernel has been timed: what a slow processor does in software. */
const MS_PER_UNIT_UNKNOWN = 1 / 0.4e6
/** Times of less work say more about starting than about working. */
const LEAST_WORK = 1e5
/** A kernel is timed again where it gets this much more to do than it was ever timed with. */
const MORE = 1.5
/** So often a kernel is timed to begin with, and every so many dispatches of it later. */
const OFTEN = 3
const AGAIN = 50
const MOST_AT_ONCE = 64

interface Known {
  /** Milliseconds a unit of work. */
  readonly rate: number
  /** The most work that was timed. */
  readonly work: number
  readonly times: number
}

export class DispatchTimes {
  readonly #device: GPUDevice
  readonly #timestamps: { querySet: GPUQuerySet; resolved: GPUBuffer } | null
  readonly #known = new Map<string, Known>()
  readonly #dispatches = new Map<string, number>()
  #asked: { kernel: string; work: number }[] = []
  /** Called with every dispatch that was timed; while it is set, all of them are. */
  onTimed: ((kernel: string, ms: number) => void) | null = null

  constructor(device: GPUDevice) {
    this.#device = device
    const size = 16 * MOST_AT_ONCE
    this.#timestamps = device.features.has('timestamp-query')
      ? {
          querySet: device.createQuerySet({ type: 'timestamp', count: 2 * MOST_AT_ONCE }),
          resolved: device.createBuffer({
            size,
            usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
          }),
        }
      : null
  }

  /** Milliseconds that so much work is expected to take. */
  forecast(kernel: string, work: number): number {
    return work * (this.#known.get(kernel)?.rate ?? MS_PER_UNIT_UNKNOWN)
  }

  /** Into how many dispatches the work is cut. */
  slices(kernel: string, work: number): number {
    return Math.max(1, Math.ceil(this.forecast(kernel, work) / AIM_MS))
  }

  /** Takes in how long a dispatch took. */
  learn(kernel: string, work: number, ms: number): void {
    // A clock that was set anew in between.
    if (!(ms >= 0) || ms > 60_000) return
    this.onTimed?.(kernel, ms)
    const { rate = 0, work: most = 0, times = 0 } = this.#known.get(kernel) ?? {}
    const found = ms / work
    // The first time may hold the compilation, and counts until the second. Later a slower one counts at once, since
    // shapes differ and cards get hot; a quicker one by half, since it may be chance.
    const next = times === 1 || found > rate ? found : (rate + found) / 2
    this.#known.set(kernel, { rate: next, work: Math.max(work, most), times: times + 1 })
  }

  /** Where the dispatch is to leave its times, if they are wanted. */
  timing(kernel: string, work: number): GPUComputePassTimestampWrites | null {
    if (!this.#timestamps || this.#asked.length === MOST_AT_ONCE) return null
    if (!this.onTimed && !this.#isWanted(kernel, work)) return null
    const index = 2 * this.#asked.length
    this.#asked.push({ kernel, work })
    return {
      querySet: this.#timestamps.querySet,
      beginningOfPassWriteIndex: index,
      endOfPassWriteIndex: index + 1,
    }
  }

  #isWanted(kernel: string, work: number): boolean {
    const { work: most = 0, times = 0 } = this.#known.get(kernel) ?? {}
    if (work < LEAST_WORK || this.#asked.some((other) => other.kernel === kernel)) return false
    const dispatches = (this.#dispatches.get(kernel) ?? 0) + 1
    this.#dispatches.set(kernel, dispatches)
    return work >= most * MORE || times < OFTEN || dispatches % AGAIN === 0
  }

  /** Before a submit: has the times written; the function it gives, called after the submit, takes them in. */
  resolve(encoder: GPUCommandEncoder): () => void {
    if (!this.#timestamps || this.#asked.length === 0) return () => undefined
    const asked = this.#asked
    this.#asked = []
    const { querySet, resolved } = this.#timestamps
    const bytes = 16 * asked.length
    const staging = this.#device.createBuffer({
      size: bytes,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    })
    encoder.resolveQuerySet(querySet, 0, 2 * asked.length, resolved, 0)
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, bytes)
    return () =>
      void staging.mapAsync(GPUMapMode.READ).then(
        () => {
          const nanoseconds = new BigUint64Array(staging.getMappedRange())
          asked.forEach(({ kernel, work }, i) => {
            const ms = Number((nanoseconds[2 * i + 1] ?? 0n) - (nanoseconds[2 * i] ?? 0n)) / 1e6
            this.learn(kernel, work, ms)
          })
          staging.destroy()
        },
        // A device that was lost meanwhile has no times to tell.
        () => undefined,
      )
  }
}
