import Papa from 'papaparse'
import { textChunks } from './text-chunks.ts'

/** A record longer than this is no CSV: a file without line ends must not fill the memory. */
const LONGEST_RECORD = 1 << 20

export interface CsvRows {
  readonly rows: readonly string[][]
  /** Line of the first row in the file, from 1. */
  readonly firstLine: number
  /** Bytes read since the previous chunk. */
  readonly bytes: number
}

/** The file isn't text in lines. */
export class NotCsv extends Error {
  constructor() {
    super('no line ends within a megabyte, so it is no table')
  }
}

/**
 * Streams the records of a comma-separated file, a chunk of rows at a time; of the file itself only the chunk
 * being read is held. Ends at once when the signal aborts, also while a read hangs.
 * Throws NotCsv where no line end comes within a megabyte, and what reading the blob throws.
 */
export async function* csvRows(blob: Blob, signal: AbortSignal, delimiter = ','): AsyncGenerator<CsvRows> {
  let rest = ''
  let line = 1
  let bytes = 0
  for await (const { text, size, last } of textChunks(blob, signal)) {
    bytes += size
    rest += text
    const end = last ? rest.length : endOfRecords(rest)
    if (end === 0) {
      if (rest.length > LONGEST_RECORD) throw new NotCsv()
      continue
    }
    const { data } = Papa.parse<string[]>(rest.slice(0, end), { delimiter })
    // The line end that closes the last record opens an empty one.
    if (data.length > 0 && data[data.length - 1]!.join('') === '') data.pop()
    yield { rows: data, firstLine: line, bytes }
    line += data.length
    bytes = 0
    rest = rest.slice(end)
  }
}

/** The header row of a comma-separated file, or nothing where its first kilobytes hold no line end. */
export async function csvHeader(blob: Blob, delimiter = ','): Promise<string[]> {
  const head = await blob.slice(0, 8192).text()
  const line = /^[^\r\n]*/.exec(head)?.[0] ?? ''
  const { data } = Papa.parse<string[]>(line, { delimiter })
  return (data[0] ?? []).map((name) => name.trim())
}

/** Just behind the last line end that isn't inside quotes; 0 where there is none. */
function endOfRecords(text: string): number {
  if (!text.includes('"')) return text.lastIndexOf('\n') + 1
  let end = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34) quoted = !quoted
    else if (code === 10 && !quoted) end = i + 1
  }
  // A stray quote would otherwise swallow the rest of the file.
  return end === 0 && text.length > LONGEST_RECORD / 4 ? text.lastIndexOf('\n') + 1 : end
}
