import type { Samples } from '../../lifelog/samples.ts'
import type { MeasuresOfDay, Problem, Reader, ReadOptions, SourceFile } from '../reader.ts'
import type { Recording } from './encode.ts'
import type { Credit } from './format.ts'

/**
 * Reads whole recordings with any reader, one group of files at a time, for packing: every sample as it was
 * read, unknown values left out, channels in the reader's order. A group of several people is one recording of
 * the first, so use it with readers whose groups are people.
 */
export async function* recordingsOf(
  reader: Reader,
  files: readonly SourceFile[],
  credit: Credit,
): AsyncGenerator<{ recording: Recording; problems: Problem[] }> {
  const options: ReadOptions = { zone: 'UTC', dayStart: 'noon', signal: new AbortController().signal }
  for (const group of await reader.detect(files)) {
    const channels = new Map<Samples['channel'], { unit: string; times: number[]; values: number[] }>()
    const measures: MeasuresOfDay[] = []
    const problems: Problem[] = []
    let head = { participant: '', zone: 'UTC', dateKnown: false }
    for await (const found of reader.read(group, options)) {
      if (found.kind === 'problem') problems.push(found.problem)
      else if (found.kind === 'measures') measures.push(found.of)
      else if (found.kind === 'samples') {
        const { participant, zone, channel, unit, times, values } = found.samples
        head = { participant, zone, dateKnown: found.dateKnown }
        const column = channels.get(channel) ?? { unit, times: [], values: [] }
        channels.set(channel, column)
        for (let i = 0; i < times.length; i++) {
          const value = values[i] as number
          if (value !== value) continue
          column.times.push(times[i] as number)
          column.values.push(value)
        }
      }
    }
    if (channels.size === 0) continue
    const columns = [...channels].map(([channel, column]) => ({ channel, ...column }))
    yield { recording: { ...head, source: reader.id, credit, measures, channels: columns }, problems }
  }
}
