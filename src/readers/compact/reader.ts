import type { Found, Reader } from '../reader.ts'
import { decode, Damaged } from './decode.ts'
import { MAGIC, MOST_BYTES } from './format.ts'

/** Recordings in our own compact form, one participant a file; see format.ts. */
export const compact: Reader = {
  id: 'compact',

  async detect(files) {
    const ours = []
    for (const file of files) if ((await file.blob.slice(0, MAGIC.length).text()) === MAGIC) ours.push([file])
    return ours
  },

  async *read(group): AsyncGenerator<Found> {
    for (const { path, blob } of group) {
      try {
        if (blob.size > MOST_BYTES) throw new Damaged('It is larger than 64 MB')
        const { header, samples } = decode(new Uint8Array(await blob.arrayBuffer()))
        for (const { date, measures } of header.measures)
          yield { kind: 'measures', of: { participant: header.participant, date, measures } }
        for (const of of samples)
          yield { kind: 'samples', samples: of, dateKnown: header.dateKnown, source: header.source }
        yield { kind: 'progress', file: path, bytes: blob.size }
      } catch (error) {
        if (!(error instanceof Damaged)) throw error
        yield {
          kind: 'problem',
          problem: { file: path, code: 'unreadable', detail: { reason: error.message } },
        }
      }
    }
  },
}
