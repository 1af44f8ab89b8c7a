import type { Day, DayStart, Rate } from '../lifelog/day.ts'
import type { Samples } from '../lifelog/samples.ts'
import { dayId } from '../lifelog/day.ts'
import { RECOMMENDED, type Filling } from '../synchronise/preset.ts'
import { dateOf, WallClock } from '../synchronise/wall-clock.ts'
import { Breather } from './breather.ts'
import { bestShare, buildDay, extendAnswers, extendDay, SHORTEST_SHARE, type Answers } from './build-day.ts'
import { Gatherer, type GatheredDay } from './gather.ts'
import type { Found, MeasuresOfDay, Problem, Reader, SourceFile } from './reader.ts'
import type { Mapping } from './mapped/mapping.ts'
import { mappedReader } from './mapped/reader.ts'
import { RelativeLocation } from './relative-location.ts'
import { READERS } from './registry.ts'
import { triage, unreadable } from './triage.ts'
import { whyUnclaimed } from './unclaimed.ts'
import { openZips } from './zip/open.ts'

export interface IngestOptions {
  /** Zone for recordings that carry dates but no zone; IANA name. */
  readonly zone: string
  /** Where days start; what suits the format where absent. */
  readonly dayStart?: DayStart
  readonly signal: AbortSignal
  /** `RECOMMENDED` where absent. */
  readonly filling?: Filling
  /** Steps a second of new days, 1 where absent; a day that is there keeps its own. */
  readonly rate?: Rate
  /** Positions lose where on the globe they are; see `RelativeLocation`. */
  readonly relativeLocation?: boolean
  /**
   * The device that leads where several measured the same, by its name in the files. What is read so replaces what a day
   * has of the same hours.
   */
  readonly lead?: string | undefined
  /** Hears of all samples as readers find them, before they are put on a clock. */
  readonly onSamples?: (samples: Samples) => void
  /** What users said of tables that no reader knows. */
  readonly mappings?: readonly Mapping[]
  /** The day already kept under an id; new samples and measures are merged into it. */
  readonly existing: (id: string) => Promise<Day | undefined>
}

/** A day that was not kept. */
export interface ShortDay extends Pick<Day, 'id' | 'participant' | 'date' | 'dateKnown'> {
  /** What its best channel knows of it, 0 to 1. */
  readonly share: number
}

export type IngestEvent =
  /** New or extended; the caller keeps it before asking for the next event. */
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Nothing is wrong, but the user should know. */
  | { readonly kind: 'notice'; readonly problem: Problem }
  | {
      readonly kind: 'progress'
      readonly file: string
      readonly bytesDone: number
      readonly bytesTotal: number
    }
  /** What was said of days of which there is no recording. */
  | { readonly kind: 'waiting'; readonly nights: readonly MeasuresOfDay[] }
  /** Less than `SHORTEST_SHARE` of the day is known, so it was not kept. */
  | ({ readonly kind: 'too_short' } & ShortDay)

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
    const opened = await openZips(dropped, options.signal)
    yield* opened.problems.map(problem)
    const sorted = opened.files
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
  readonly #location: RelativeLocation | undefined
  readonly #breather = new Breather()
  #bytesDone = 0
  /** Measures and labels by day id that wait for their day. */
  readonly #waiting = new Map<string, Answers & { readonly of: MeasuresOfDay }>()

  constructor(options: IngestOptions, files: readonly SourceFile[]) {
    this.#options = options
    this.#files = files
    this.#filling = options.filling ?? RECOMMENDED
    this.#location = options.relativeLocation ? new RelativeLocation() : undefined
    this.#bytesTotal = files.reduce((sum, file) => sum + file.blob.size, 0)
  }

  async *run(): AsyncGenerator<IngestEvent> {
    let left = [...this.#files]
    const groups: { reader: Reader; group: readonly SourceFile[] }[] = []
    for (const reader of [...READERS, mappedReader(this.#options.mappings ?? [])]) {
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
    yield* this.#leftOver()
  }

  async *#group(reader: Reader, group: readonly SourceFile[]): AsyncGenerator<IngestEvent> {
    const { signal, zone, lead } = this.#options
    const dayStart = this.#options.dayStart ?? reader.dayStart ?? 'noon'
    const gatherer = new Gatherer(dayStart)
    const before = this.#bytesDone
    const file = group[0]?.path ?? ''
    const kept: Kept = { fresh: false, known: false, longest: 0, first: file }
    try {
      for await (const found of reader.read(group, { signal, zone, dayStart, lead })) {
        await this.#breather.breathe()
        signal.throwIfAborted()
        if (found.kind === 'complete') {
          const whole = (day: number): boolean => day >= found.firstDay && day <= found.lastDay
          yield* this.#keep(gatherer.take(whole), dayStart, kept)
          continue
        }
        const event = this.#take(found, gatherer, reader, dayStart)
        if (event) yield event
      }
    } catch (error) {
      if (signal.aborted) throw error
      yield problem(unreadable(file, error))
    }
    // Files a reader only recognises count as done with their group.
    this.#bytesDone = before + group.reduce((sum, { blob }) => sum + blob.size, 0)
    yield { kind: 'progress', file, bytesDone: this.#bytesDone, bytesTotal: this.#bytesTotal }
    yield* this.#keep(gatherer.take(), dayStart, kept)
    const { fresh, known, longest, first } = kept
    if (longest > 0 && !known && !fresh) yield problem(tooShort(file, longest))
    if (known && !fresh) yield problem({ file, code: 'duplicate_file', detail: { first } })
  }

  async *#keep(days: readonly GatheredDay[], dayStart: DayStart, kept: Kept): AsyncGenerator<IngestEvent> {
    for (const gathered of days) {
      this.#options.signal.throwIfAborted()
      const event = await this.#day(gathered, dayStart)
      if (event) yield event
      if (!kept.fresh && !kept.known) kept.first = gathered.participant
      kept.fresh ||= event?.kind === 'day'
      kept.known ||= !event
      if (event?.kind === 'too_short') kept.longest = Math.max(kept.longest, event.share)
    }
  }

  #take(
    found: Exclude<Found, { kind: 'complete' }>,
    gatherer: Gatherer,
    reader: Reader,
    dayStart: DayStart,
  ): IngestEvent | undefined {
    switch (found.kind) {
      case 'samples':
        this.#options.onSamples?.(found.samples)
        gatherer.add(
          this.#location?.of(found.samples) ?? found.samples,
          found.dateKnown,
          found.source ?? reader.id,
        )
        return undefined
      case 'measures':
        this.#wait(found.of, dayStart)
        return undefined
      case 'problem':
      case 'notice':
        return found
      case 'progress':
        this.#bytesDone += found.bytes
        return { ...found, bytesDone: this.#bytesDone, bytesTotal: this.#bytesTotal }
    }
  }

  #wait(of: MeasuresOfDay, dayStart: DayStart): void {
    const { participant, date, measures, labels } = of
    const id = dayId(participant, date, dayStart)
    const there = this.#waiting.get(id)
    this.#waiting.set(id, {
      measures: { ...measures, ...there?.measures },
      labels: { ...labels, ...there?.labels },
      of,
    })
  }

  /** Undefined where the day is there already and nothing is new. */
  async #day(gathered: GatheredDay, dayStart: DayStart): Promise<IngestEvent | undefined> {
    const { existing } = this.#options
    const id = dayId(gathered.participant, dateOf(gathered.day), dayStart)
    const answers: Answers = this.#waiting.get(id) ?? { measures: {}, labels: {} }
    this.#waiting.delete(id)
    const there = await existing(id)
    if (there) {
      const extended = extendDay(there, gathered, this.#filling, this.#options.lead !== undefined)
      const answered = extendAnswers(extended ?? there, answers)
      const day = answered ?? extended
      return day && { kind: 'day', day }
    }
    const making = { start: dayStart, filling: this.#filling, rate: this.#options.rate ?? 1 }
    const day = buildDay(gathered, making, answers)
    const share = bestShare(day.coverage)
    if (share >= SHORTEST_SHARE) return { kind: 'day', day }
    const { participant, date, dateKnown } = day
    return { kind: 'too_short', id, participant, date, dateKnown, share }
  }

  /** Measures and labels whose samples came in another drop, or in a later group. */
  async *#leftOver(): AsyncGenerator<IngestEvent> {
    const alone: MeasuresOfDay[] = []
    for (const [id, answers] of this.#waiting) {
      const there = await this.#options.existing(id)
      const day = there && extendAnswers(there, answers)
      if (day) yield { kind: 'day', day }
      if (!there) alone.push({ ...answers.of, measures: answers.measures })
    }
    if (alone.length > 0) yield { kind: 'waiting', nights: alone }
  }
}

/** What became of a group's days. */
interface Kept {
  fresh: boolean
  known: boolean
  /** Largest share of a day that was too short. */
  longest: number
  /** Whose days came first. */
  first: string
}
