import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import type { Samples } from '../src/lifelog/samples.ts'

/** All samples that readers found, as a CSV table: what another program reads of the same files can be held against it. */
export class SamplesTable {
  readonly #file: ReturnType<typeof createWriteStream>

  constructor(path: string) {
    this.#file = createWriteStream(path)
    this.#file.write('participant,channel,unit,time,value\n')
  }

  add({ participant, channel, unit, times, values }: Samples): void {
    const lines: string[] = []
    for (const [i, time] of times.entries()) {
      const value = values[i] as number
      if (!Number.isNaN(value))
        lines.push(`${quoted(participant)},${channel},${unit},${new Date(time).toISOString()},${value}`)
    }
    if (lines.length > 0) this.#file.write(`${lines.join('\n')}\n`)
  }

  async close(): Promise<void> {
    this.#file.end()
    await once(this.#file, 'finish')
  }
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
