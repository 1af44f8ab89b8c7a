import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { LocalTime } from '../wearable/instant.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { Activity, type Clock } from './activity.ts'
import { FitFile } from './file.ts'
import { Monitoring } from './monitoring.ts'
import { OWN } from './own.ts'
import { hasSignature, type Damage } from './sections.ts'

/** Ten times what a device has ever written; a file is held as a whole while it is read. */
const LARGEST = 64 << 20
/** So many faults of a file are told. */
const SHOWN = 3

/** Garmin's FIT files, and those of other makers: activities, and what a watch notes all day. One person's are one group. */
export const garminFit: Reader = {
  id: 'garmin-fit',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    for (const file of files) {
      if (!(await claims(file))) continue
      const participant = participantOf(file.path, OWN)
      groups.set(participant, [...(groups.get(participant) ?? []), file])
    }
    return [...groups.values()]
  },

  async *read(group, options): AsyncGenerator<Found> {
    if (group.length > 0) yield* new Reading(options).files(group)
  },
}

/** Two of name, head and signature: any one of them may be damaged, and others have files of this name. */
async function claims({ path, blob }: SourceFile): Promise<boolean> {
  const head = await blob
    .slice(0, 12)
    .arrayBuffer()
    .then((buffer) => new Uint8Array(buffer))
    .catch(() => new Uint8Array())
  const named = /\.fit$/i.test(path)
  return [named, head[0] === 12 || head[0] === 14, hasSignature(head)].filter(Boolean).length >= 2
}

class Reading {
  readonly #options: ReadOptions
  readonly #recording: Recording
  readonly #local: LocalTime
  readonly #monitoring = new Map<string, Monitoring>()
  readonly #covered = new Map<string, (readonly [number, number])[]>()

  constructor(options: ReadOptions) {
    this.#options = options
    this.#recording = new Recording(options)
    this.#local = new LocalTime(options.zone)
  }

  async *files(group: readonly SourceFile[]): AsyncGenerator<Found> {
    let faults = 0
    for (const { path, blob } of group) {
      this.#options.signal.throwIfAborted()
      if (blob.size > LARGEST) {
        const damage = { at: 0, reason: `it is larger than ${LARGEST >> 20} MB, as no device writes them` }
        yield problemOf(path, damage)
        faults++
        continue
      }
      try {
        const file = new FitFile(new Uint8Array(await blob.arrayBuffer()), () => this.#pause())
        await this.#file(file)
        for (const damage of file.damages.slice(0, SHOWN)) yield problemOf(path, damage)
        faults += file.damages.length
      } catch (error) {
        if (this.#options.signal.aborted) throw error
        yield { kind: 'problem', problem: unreadable(path, error) }
        faults++
      }
      yield { kind: 'progress', file: path, bytes: blob.size }
    }
    for (const monitoring of this.#monitoring.values()) monitoring.finish(this.#recording)
    const { path } = group[0]!
    if (this.#recording.empty && faults === 0)
      yield { kind: 'problem', problem: { file: path, code: 'no_rows' } }
    yield* this.#recording.found(participantOf(path, OWN), path)
  }

  async #file(file: FitFile): Promise<void> {
    const about = await file.about()
    const { device, ahead } = about
    const source = this.#recording.source(device)
    const clock: Clock = (at) => ahead ?? this.#local.aheadAt(at) / 60_000
    const covered = this.#covered.get(device) ?? []
    this.#covered.set(device, covered)
    const activity = new Activity(about, clock, source, [...covered])
    for await (const records of about.records > 0 ? file.messages('record') : []) {
      for (const record of records) activity.take(record, this.#recording)
    }
    if (about.records > 0) covered.push(activity.span)
    const monitoring = this.#monitoring.get(device) ?? new Monitoring(source)
    this.#monitoring.set(device, monitoring)
    for await (const messages of about.monitoring > 0 ? file.messages('monitoring') : []) {
      for (const message of messages) monitoring.take(message, clock, this.#recording)
    }
  }

  /** In a file that is in memory nothing is waited for: without this no cancelling would be heard. */
  async #pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve))
    this.#options.signal.throwIfAborted()
  }
}

const problemOf = (file: string, { at, reason }: Damage): Found => ({
  kind: 'problem',
  problem: { file, place: `byte ${at}`, code: 'damaged_fit', detail: { reason } },
})
