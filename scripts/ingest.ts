import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Day, DayStart } from '../src/lifelog/day.ts'
import type { Samples } from '../src/lifelog/samples.ts'
import { m } from '../src/i18n/paraglide/messages.js'
import { SHORTEST_SHARE } from '../src/readers/build-day.ts'
import { ingest, type ShortDay } from '../src/readers/ingest.ts'
import type { MeasuresOfDay, Problem, SourceFile } from '../src/readers/reader.ts'
import { withoutRecording } from '../src/readers/without-recording.ts'
import { problemWords } from '../src/views/words/problem.ts'
import { coverageTable, dayName } from './coverage-table.ts'
import { SamplesTable } from './samples-table.ts'
import { walk } from './walk.ts'

/** `npm run ingest`: the readers and the synchroniser of the app, on the command line. */

interface Options {
  readonly paths: readonly string[]
  readonly json: string | undefined
  /** Where all samples are written as a table. */
  readonly samples: string | undefined
  readonly zone: string
  /** What suits each format where absent. */
  readonly dayStart: DayStart | undefined
}

process.exitCode = await main()

async function main(): Promise<number> {
  const options = readOptions()
  if (typeof options === 'number') return options
  const started = performance.now()
  const days = new Map<string, Day>()
  const problems: Problem[] = []
  const notices: Problem[] = []
  const tooShort: ShortDay[] = []
  const waiting: MeasuresOfDay[] = []
  const lost: string[] = []

  const files: SourceFile[] = []
  for (const path of options.paths) {
    try {
      const found = await walk(path)
      if (found.length === 0) problems.push({ file: path, code: 'empty_folder' })
      files.push(...found)
    } catch {
      lost.push(m.ingest_cli_bad_path({ path }))
    }
  }
  const signal = new AbortController().signal
  const existing = (id: string): Promise<Day | undefined> => Promise.resolve(days.get(id))
  const table = options.samples === undefined ? null : new SamplesTable(options.samples)
  const onSamples = (samples: Samples): void => table?.add(samples)
  if (files.length > 0)
    for await (const event of ingest(files, { ...options, signal, existing, onSamples })) {
      if (event.kind === 'day') days.set(event.day.id, event.day)
      else if (event.kind === 'problem') problems.push(event.problem)
      else if (event.kind === 'notice') notices.push(event.problem)
      else if (event.kind === 'too_short') tooShort.push(event)
      else if (event.kind === 'waiting') waiting.push(...event.nights)
    }

  await table?.close()
  if (waiting.length > 0) notices.push(withoutRecording(waiting))
  const loaded = [...days.values()]
  const refused = [...lost, ...problems.map(problemWords)]
  if (loaded.length > 0) console.log(coverageTable(loaded))
  else console.log(m.ingest_cli_nothing())
  if (tooShort.length > 0)
    console.log(
      `\n${m.ingest_cli_too_short({ least: 100 * SHORTEST_SHARE, days: tooShort.map(shortDay).join(', ') })}`,
    )
  if (refused.length > 0)
    console.log(`\n${m.ingest_cli_refused()}\n${refused.map((text) => `- ${text}`).join('\n')}`)
  if (notices.length > 0)
    console.log(`\n${m.ingest_cli_notices()}\n${notices.map((of) => `- ${problemWords(of)}`).join('\n')}`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const people = new Set(loaded.map((day) => day.participant)).size
  console.log(`\n${m.ingest_cli_done({ people, days: loaded.length, seconds })}`)
  if (options.json) await writeFile(options.json, json(loaded, { tooShort, waiting, problems, refused }))
  return loaded.length + waiting.length > 0 ? 0 : 1
}

/** The options, or the exit code where there is nothing to do. */
function readOptions(): Options | number {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'string' },
        samples: { type: 'string' },
        zone: { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
        start: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help || positionals.length === 0) {
      console.log(m.ingest_cli_usage())
      return values.help ? 0 : 1
    }
    const { json: to, samples, zone, start } = values
    if (start !== undefined && start !== 'noon' && start !== 'midnight') return refuse(`--start ${start}`)
    if (!isZone(zone)) return refuse(`--zone ${zone}`)
    return { paths: positionals, json: to, samples, zone, dayStart: start }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

function refuse(option: string): number {
  console.error(m.ingest_cli_bad_option({ option }))
  return 1
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function shortDay(day: ShortDay): string {
  return `${day.participant} ${dayName(day)} (${(100 * day.share).toFixed(0)} %)`
}

function json(
  days: readonly Day[],
  others: {
    readonly tooShort: readonly ShortDay[]
    readonly waiting: readonly MeasuresOfDay[]
    readonly problems: readonly Problem[]
    readonly refused: readonly string[]
  },
): string {
  const summaries = days.map(({ channels: _channels, known: _known, coverage, ...day }) => ({
    ...day,
    coverage: Object.fromEntries(coverage),
  }))
  return `${JSON.stringify({ days: summaries, ...others }, null, 2)}\n`
}
