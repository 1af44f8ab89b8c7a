import type { Day, DayStart } from '../lifelog/day.ts'
import { dayId } from '../lifelog/day.ts'
import type { Measures } from '../lifelog/labels.ts'
import { RECOMMENDED, type Filling } from '../synchronise/preset.ts'
import { dateOf, WallClock } from '../synchronise/wall-clock.ts'
import { bestShare, buildDay, extendDay, extendMeasures, SHORTEST_SHARE } from './build-day.ts'
import { Gatherer, type GatheredDay } from './gather.ts'
import type { Found, MeasuresOfDay, Problem, Reader, SourceFile } from './reader.ts'
import { READERS } from './registry.ts'
import { triage, unreadable } from './triage.ts'
import { whyUnclaimed } from './unclaimed.ts'

export interface IngestOptions {
  /** Zone for recordings that carry dates but no zone; IANA name. */
  readonly zone: string
  readonly dayStart: DayStart
  readonly signal: AbortSignal
  /** `RECOMMENDED` where absent. */
  readonly filling?: Filling
  /** The day already kept under an id; new samples and measures are merged into it. */
  readonly existing: (id: string) => Promise<Day | undefined>
}

export type IngestEvent =
  /** New or extended; the caller keeps it before asking for the next event. */
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | {
      readonly kind: 'progress'
      readonly file: string
      readonly bytesDone: number
      readonly bytesTotal: number
    }
  /** Less than `SHORTEST_SHARE` of the day is known, so it was not kept. */
  | { readonly kind: 'too_short'; readonly id: string; readonly share: number }

/** What operating systems leave in folders. */
const LITTER = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/i

/**
 * Files in, synchronised days out, whatever their order. What can't be read becomes a problem; all else still
 * loads. Ends quietly, with the days finished so far, when the signal aborts; throws a RangeError for a zone
 * that doesn't exist, and what `existing` throws.
 */
export async function* ingest(
  dropped: readonly SourceFile[],
  options: IngestOptions,
): AsyncGenerator<IngestEvent> {
  new WallClock(options.zone)
  try {
    if (dropped.length === 0) yield problem({ file: '.', code: 'empty_folder' })
    const sorted = dropped
      .filter(({ path }) => !LITTER.test(path))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    const { readable, problems } = await triage(sorted, options.signal)
    yield* problems.map(problem)
    yield* new Ingest(options, readable).run()
  } catch (error) {
    if (!options.signal.aborted) throw error
  }
}

const problem = (of: Problem): IngestEvent => ({ kind: 'problem', problem: of })

/** Of a recording nothing is kept. Short days beside a kept one, such as a first morning, are no problem. */
const tooShort = (file: string, share: number): Problem => ({
  file,
  code: 'too_short',
  detail: { share: Math.floor(1000 * share) / 10, least: 100 * SHORTEST_SHARE },
})

class Ingest {
  readonly #options: IngestOptions
  readonly #files: readonly SourceFile[]
  readonly #filling: Filling
  readonly #bytesTotal: number
  #bytesDone = 0
  /** Measures by day id that wait for their day. */
  readonly #measures = new Map<string, Measures>()

  constructor(options: IngestOptions, files: readonly SourceFile[]) {
    this.#options = options
    this.#files = files
    this.#filling = options.filling ?? RECOMMENDED
    this.#bytesTotal = files.reduce((sum, file) => sum + file.blob.size, 0)
  }

  async *run(): AsyncGenerator<IngestEvent> {
    let left = [...this.#files]
    const groups: { reader: Reader; group: readonly SourceFile[] }[] = []
    for (const reader of READERS) {
      this.#options.signal.throwIfAborted()
      const found = await reader.detect(left)
      groups.push(...found.map((group) => ({ reader, group })))
      const taken = new Set(found.flat())
      left = left.filter((file) => !taken.has(file))
    }
    for (const file of left) {
      this.#bytesDone += file.blob.size
      yield problem(await whyUnclaimed(file).catch((error: unknown) => unreadable(file.path, error)))
    }
    for (const { reader, group } of groups) yield* this.#group(reader, group)
    yield* this.#leftOverMeasures()
  }

  async *#group(reader: Reader, group: readonly SourceFile[]): AsyncGenerator<IngestEvent> {
    const { signal, zone, dayStart } = this.#options
    const gatherer = new Gatherer(dayStart)
    const before = this.#bytesDone
    const file = group[0]?.path ?? ''
    try {
      for await (const found of reader.read(group, { signal, zone })) {
        signal.throwIfAborted()
        const event = this.#take(found, gatherer, reader)
        if (event) yield event
      }
    } catch (error) {
      if (signal.aborted) throw error
      yield problem(unreadable(file, error))
    }
    // Files a reader only recognises count as done with their group.
    this.#bytesDone = before + group.reduce((sum, { blob }) => sum + blob.size, 0)
    yield { kind: 'progress', file, bytesDone: this.#bytesDone, bytesTotal: this.#bytesTotal }
    const days = gatherer.take()
    let [fresh, known, longest] = [false, false, 0]
    for (const gathered of days) {
      signal.throwIfAborted()
      const event = await this.#day(gathered)
      if (event) yield event
      fresh ||= event?.kind === 'day'
      known ||= !event
      if (event?.kind === 'too_short') longest = Math.max(longest, event.share)
    }
    if (longest > 0 && !known && !fresh) yield problem(tooShort(file, longest))
    if (known && !fresh)
      yield problem({ file, code: 'duplicate_file', detail: { first: days[0]?.participant ?? file } })
  }

  #take(found: Found, gatherer: Gatherer, reader: Reader): IngestEvent | undefined {
    switch (found.kind) {
      case 'samples':
        gatherer.add(found.samples, found.dateKnown, found.source ?? reader.id)
        return undefined
      case 'measures':
        this.#wait(found.of)
        return undefined
      case 'problem':
        return found
      case 'progress':
        this.#bytesDone += found.bytes
        return { ...found, bytesDone: this.#bytesDone, bytesTotal: this.#bytesTotal }
    }
  }

  #wait({ participant, date, measures }: MeasuresOfDay): void {
    const id = dayId(participant, date, this.#options.dayStart)
    this.#measures.set(id, { ...measures, ...this.#measures.get(id) })
  }

  /** Undefined where the day is there already and nothing is new. */
  async #day(gathered: GatheredDay): Promise<IngestEvent | undefined> {
    const { dayStart, existing } = this.#options
    const id = dayId(gathered.participant, dateOf(gathered.day), dayStart)
    const measures = this.#measures.get(id) ?? {}
    this.#measures.delete(id)
    const there = await existing(id)
    if (there) {
      const extended = extendDay(there, gathered, this.#filling)
      const measured = extendMeasures(extended ?? there, measures)
      const day = measured ?? extended
      return day && { kind: 'day', day }
    }
    const day = buildDay(gathered, dayStart, this.#filling, measures)
    const share = bestShare(day.coverage)
    return share < SHORTEST_SHARE ? { kind: 'too_short', id, share } : { kind: 'day', day }
  }

  /** Measures whose samples came in another drop, or in a later group. */
  async *#leftOverMeasures(): AsyncGenerator<IngestEvent> {
    for (const [id, measures] of this.#measures) {
      const there = await this.#options.existing(id)
      const day = there && extendMeasures(there, measures)
      if (day) yield { kind: 'day', day }
    }
  }
}
