import { Cells } from '../cells.ts'
import { baseName, folderOf } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { instantOf, KINDS, type Attributes } from './records.ts'
import { SLEEP, stageOf } from './stages.ts'
import { DamagedXml, xmlRecords } from './xml.ts'

/** What the phone calls its export's folder. */
const FOLDER = /^apple_health_export(\s*\d+)?$/i
/** The folder, and the zip around it. */
export const OWN = /^(apple_health_)?export(\s*\(?\d+\)?)?$/i

/**
 * Apple Health's `export.xml`, alone, in its folder or in `export.zip`: heart rate, steps, distance and active energy,
 * and nights by their stages. One pass through the file, however large; memory grows with its readings.
 */
export const appleHealth: Reader = {
  id: 'apple-health',

  async detect(files) {
    const ours: SourceFile[][] = []
    for (const file of files)
      if (/\.xml$/i.test(file.path) && (await isExport(file))) {
        const folder = folderOf(file.path)
        // Routes, electrocardiograms and a second copy in another format: no channel comes from them.
        const beside = FOLDER.test(baseName(folder))
          ? files.filter((other) => other !== file && other.path.startsWith(`${folder}/`))
          : []
        ours.push([file, ...beside])
      }
    return ours
  },

  async *read(group, options): AsyncGenerator<Found> {
    const [file] = group
    if (file) yield* readExport(file, options)
  },
}

async function isExport({ blob }: SourceFile): Promise<boolean> {
  const head = await blob
    .slice(0, 8192)
    .text()
    .catch(() => '')
  return /<!DOCTYPE\s+HealthData|<HealthData[\s>]/.test(head)
}

async function* readExport({ path, blob }: SourceFile, options: ReadOptions): AsyncGenerator<Found> {
  const recording = new Recording(options)
  const cells = new Cells(path)
  try {
    for await (const { records, bytes } of xmlRecords(blob, options.signal)) {
      for (const { attributes, line } of records) take(attributes, line, cells, recording)
      yield { kind: 'progress', file: path, bytes }
    }
  } catch (error) {
    if (!(error instanceof DamagedXml)) throw error
    const detail = { line: error.line, reason: error.message }
    yield {
      kind: 'problem',
      problem: { file: path, place: `line ${error.line}`, code: 'damaged_xml', detail },
    }
  }
  for (const problem of cells.problems()) yield { kind: 'problem', problem }
  if (recording.empty) yield { kind: 'problem', problem: { file: path, code: 'no_rows' } }
  yield* recording.found(participantOf(path, OWN), path)
}

function take(attributes: Attributes, line: number, cells: Cells, recording: Recording): void {
  const { type = '', unit = '', value, sourceName = '', device = '' } = attributes
  const kind = KINDS[type]
  if (!kind && type !== SLEEP) return
  const [from, until] = [instantOf(attributes['startDate']), instantOf(attributes['endDate'])]
  if (!from || !until || until.at < from.at) {
    const column = from ? 'endDate' : 'startDate'
    return cells.bad(attributes[column] ?? '', line, column)
  }
  if (!kind) {
    const stage = stageOf(value)
    if (stage) recording.addStretch({ from, until, stage, source: sourceName })
    return
  }
  const factor = kind.units[unit]
  if (factor === undefined) return cells.bad(unit, line, 'unit')
  const number = cells.number(value, line, 'value')
  if (Number.isNaN(number)) return
  recording.add(kind.channel, {
    start: from.at,
    seconds: (until.at - from.at) / 1000,
    value: factor * number,
    ahead: from.ahead,
    // A watch is worn where a phone may lie on a table.
    source: recording.source(sourceName, /watch/i.test(`${sourceName} ${device}`) ? 0 : 1),
  })
}
