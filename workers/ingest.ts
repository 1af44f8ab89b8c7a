import * as Comlink from 'comlink'
import * as v from 'valibot'
import type { Day, DaySummary } from '../src/lifelog/day.ts'
import { Manifest } from '../src/readers/compact/manifest.ts'
import { ingest, type IngestOptions, type ShortDay } from '../src/readers/ingest.ts'
import { withoutRecording } from '../src/readers/without-recording.ts'
import type { Problem, SourceFile } from '../src/readers/reader.ts'
import { getDay, putDay } from '../src/store/days.ts'
import { nameOf } from '../src/simulate/names.ts'
import { fillingOf } from '../src/synchronise/preset.ts'
import type { IngestApi, IngestOrder, IngestProgress, IngestReport } from './ingest-api.ts'
import { showAlive } from './alive.ts'

/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 100

let running = new AbortController()

const api: IngestApi = {
  ingest(files, settings, onProgress) {
    running = new AbortController()
    const sources = files.map(({ path, file }) => ({ path, blob: file }))
    const collector = new Collector(onProgress)
    return collector.run(sources, optionsOf(settings, running.signal))
  },

  async samples(baseUrl, settings, onProgress) {
    running = new AbortController()
    const { signal } = running
    const folder = new URL('samples/', baseUrl)
    const collector = new Collector(onProgress)
    try {
      const manifest = v.parse(Manifest, await (await fetchOk(new URL('index.json', folder), signal)).json())
      collector.total = manifest.recordings.reduce((sum, recording) => sum + recording.bytes, 0)
      const fetchOne = async (file: string): Promise<SourceFile> => ({
        path: file,
        blob: await (await fetchOk(new URL(file, folder), signal)).blob(),
      })
      // The next recording is on its way while one is being read.
      const [first, ...rest] = manifest.recordings
      let next = first && fetchOne(first.file)
      for (const following of [...rest, undefined]) {
        const file = await next
        next = following && fetchOne(following.file)
        next?.catch(() => undefined)
        if (!file || signal.aborted) break
        await collector.run([file], optionsOf({ ...settings, zone: 'UTC' }, signal))
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
    // Loading the samples a second time is no mistake, and their first mornings are meant to be left out.
    collector.problems = collector.problems.filter(({ code }) => code !== 'duplicate_file')
    collector.tooShort = []
    return collector.report(signal)
  },

  async simulate({ seed, days }, { synchroniser, longestGap, rate }, onProgress) {
    running = new AbortController()
    const { signal } = running
    const { simulatedDays } = await import('../src/simulate/days.ts')
    const collector = new Collector(onProgress)
    // Cancelling comes as a message: it is heard between two tables.
    const pause = (): Promise<void> => new Promise((done) => setTimeout(done))
    const filling = fillingOf(synchroniser, longestGap)
    const progress = { file: nameOf(seed), bytesTotal: days }
    for await (const day of simulatedDays(seed, days, { filling, rate }, signal, pause))
      await collector.keep(day, { ...progress, bytesDone: collector.count + 1, daysDone: 0 })
    return collector.report(signal)
  },

  cancel() {
    running.abort()
  },
}

const optionsOf = (
  { dayStart, synchroniser, longestGap, ...rest }: IngestOrder,
  signal: AbortSignal,
): IngestOptions => ({
  ...rest,
  dayStart: dayStart ?? undefined,
  filling: fillingOf(synchroniser, longestGap),
  signal,
  existing: getDay,
})

/** Stores days as they are finished, and tells of it now and then. */
class Collector {
  problems: Problem[] = []
  readonly #notices: Problem[] = []
  tooShort: ShortDay[] = []
  /** Bytes of all runs together; that of the run where not set. */
  total: number | undefined
  readonly #onProgress: (progress: IngestProgress) => void
  readonly #days = new Map<string, DaySummary>()
  #bytesBefore = 0
  #reported = 0

  constructor(onProgress: (progress: IngestProgress) => void) {
    this.#onProgress = onProgress
  }

  async run(files: readonly SourceFile[], options: IngestOptions): Promise<IngestReport> {
    let progress: IngestProgress = { file: files[0]?.path ?? '', bytesDone: 0, bytesTotal: 0, daysDone: 0 }
    for await (const event of ingest(files, options)) {
      if (event.kind === 'day') await this.keep(event.day, progress)
      else if (event.kind === 'problem') this.problems.push(event.problem)
      else if (event.kind === 'notice') this.#notices.push(event.problem)
      else if (event.kind === 'too_short') this.tooShort.push(event)
      else if (event.kind === 'waiting') this.#notices.push(withoutRecording(event.nights))
      else if (event.kind === 'progress') {
        progress = {
          file: event.file,
          bytesDone: this.#bytesBefore + event.bytesDone,
          bytesTotal: this.total ?? event.bytesTotal,
          daysDone: this.#days.size,
        }
        this.#tell(progress, false)
      }
    }
    this.#bytesBefore += files.reduce((sum, file) => sum + file.blob.size, 0)
    return this.report(options.signal)
  }

  get count(): number {
    return this.#days.size
  }

  async keep(day: Day, progress: IngestProgress): Promise<void> {
    const { channels: _channels, known: _known, ...summary } = day
    await putDay(day)
    this.#days.set(day.id, summary)
    this.#tell({ ...progress, daysDone: this.#days.size }, true)
  }

  report(signal: AbortSignal): IngestReport {
    return {
      days: [...this.#days.values()],
      problems: this.problems,
      notices: this.#notices,
      tooShort: this.tooShort,
      cancelled: signal.aborted,
    }
  }

  #tell(progress: IngestProgress, now: boolean): void {
    if (!now && performance.now() - this.#reported < REPORT_EVERY) return
    this.#reported = performance.now()
    this.#onProgress(progress)
  }
}

async function fetchOk(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`)
  return response
}

Comlink.expose(api)
showAlive()
