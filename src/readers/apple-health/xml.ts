import { SaxesParser } from 'saxes'
import { textChunks } from '../text-chunks.ts'
import type { Attributes } from './records.ts'

export interface XmlRecords {
  readonly records: readonly { readonly attributes: Attributes; readonly line: number }[]
  /** Bytes read since the previous batch. */
  readonly bytes: number
}

/** The file is no whole XML; the message says what and in which line. */
export class DamagedXml extends Error {
  override readonly name = 'DamagedXml'
  readonly line: number

  constructor(line: number, reason: string) {
    super(reason)
    this.line = line
  }
}

/** So much text without a tag is no export: a file must not fill the memory. */
const LONGEST_GAP = 4 << 20

/**
 * Streams an export's `<Record>` elements, those of a chunk at a time; nothing else of it is held. The document type in
 * its head is passed over, so that entities of its own are none: one that is used is damage, and stands for nothing.
 * @throws DamagedXml at the first fault, after the records before it were handed out; what reading the blob throws
 */
export async function* xmlRecords(blob: Blob, signal: AbortSignal): AsyncGenerator<XmlRecords> {
  const parser = new SaxesParser()
  let records: { attributes: Attributes; line: number }[] = []
  let fault: DamagedXml | undefined
  let silent = 0
  parser.on('error', ({ message }) => {
    fault ??= new DamagedXml(parser.line, message.replace(/^\d+:\d+: /, ''))
  })
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0
    if (name === 'Record' && !fault) records.push({ attributes, line: parser.line })
  })
  let bytes = 0
  for await (const { text, size, last } of textChunks(blob, signal)) {
    bytes += size
    silent += text.length
    if (last) parser.close()
    else parser.write(text)
    if (silent > LONGEST_GAP) fault ??= new DamagedXml(parser.line, 'four megabytes without a tag')
    if (records.length > 0 || last || fault) {
      yield { records, bytes }
      records = []
      bytes = 0
    }
    if (fault) throw fault
  }
}
