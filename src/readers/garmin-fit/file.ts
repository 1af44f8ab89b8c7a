import { decoded, NAMES, numberOf, timeOf, type Fields, type Name } from './decode.ts'
import { messagesIn, type Message } from './messages.ts'
import { sectionsOf, type Damage } from './sections.ts'

/** So many messages are decoded at once. */
const AT_ONCE = 2048
/** Messages between two pauses. */
const PAUSE = 50_000
/** Of messages that come once or twice in a file, more are no message of a device. */
const MOST_ABOUT = 1000
/** One file holds days, or at most some weeks: times beyond come of damage. */
const LONGEST = 62 * 86_400_000
/** FIT counts from the last day of 1989. */
const EPOCH = Date.UTC(1989, 11, 31)

/** A stretch of an activity in one sport. */
export interface Session {
  readonly from: number
  readonly until: number
  readonly sport: string
}

/** What a file says of all its messages; most of it stands at its end. */
export interface About {
  readonly device: string
  /** Minutes that the device's clock was ahead of UTC; undefined where it doesn't say. */
  readonly ahead: number | undefined
  readonly sessions: readonly Session[]
  /** The sport outside sessions. */
  readonly sport: string
  readonly records: number
  readonly monitoring: number
}

/** A message's fields and its time, milliseconds since the Unix epoch. */
export interface Timed {
  readonly at: number
  readonly fields: Fields
}

/** A FIT file's messages; damage is noted as it is met. */
export class FitFile {
  readonly damages: Damage[] = []
  readonly #bytes: Uint8Array
  readonly #pause: () => Promise<void>
  #first = NaN

  /** @param pause is waited for now and then, and throws where reading is to stop */
  constructor(bytes: Uint8Array, pause: () => Promise<void>) {
    this.#bytes = bytes
    this.#pause = pause
  }

  /** Reads what the file says of itself; before `messages`. */
  async about(): Promise<About> {
    const found = new Map<number, Message[]>()
    let [records, monitoring] = [0, 0]
    let walked = 0
    for (const message of this.#walk(this.damages)) {
      if (++walked % PAUSE === 0) await this.#pause()
      const { global } = message.definition
      if (Number.isNaN(this.#first) && !Number.isNaN(message.time)) this.#first = unix(message.time)
      if (global === NAMES.record) records++
      else if (global === NAMES.monitoring) monitoring++
      const some = found.get(global) ?? []
      if (some.length < MOST_ABOUT) found.set(global, some)
      if (some.length < MOST_ABOUT && global !== NAMES.record && global !== NAMES.monitoring)
        some.push(message)
    }
    const of = async (name: Name): Promise<Fields[]> => {
      const all = await decoded(this.#bytes, found.get(NAMES[name]) ?? [], name, this.damages)
      return all.filter((fields) => fields !== undefined)
    }
    const [id] = await of('file_id')
    const clocks = [...(await of('activity')), ...(await of('monitoring_info'))]
    const [sport] = await of('sport')
    return {
      device: [id?.['manufacturer'], id?.['product'], id?.['serial_number']].join(' '),
      ahead: clocks.map(aheadOf).find((ahead) => ahead !== undefined),
      sessions: (await of('session')).flatMap(sessionOf),
      sport: typeof sport?.['sport'] === 'string' ? sport['sport'] : '',
      records,
      monitoring,
    }
  }

  /** Messages of a kind that state a time, some at once. */
  async *messages(name: 'record' | 'monitoring'): AsyncGenerator<readonly Timed[]> {
    let waiting: Message[] = []
    // What is wrong with the messages' order was noted by `about`.
    let walked = 0
    for (const message of this.#walk([])) {
      if (++walked % PAUSE === 0) await this.#pause()
      if (message.definition.global !== NAMES[name] || !this.#plausible(message.time)) continue
      waiting.push(message)
      if (waiting.length < AT_ONCE) continue
      yield await this.#timed(waiting, name)
      waiting = []
    }
    if (waiting.length > 0) yield await this.#timed(waiting, name)
  }

  async #timed(messages: readonly Message[], name: Name): Promise<Timed[]> {
    await this.#pause()
    const all = await decoded(this.#bytes, messages, name, this.damages)
    return all.flatMap((fields, i) => (fields ? [{ at: unix(messages[i]!.time), fields }] : []))
  }

  #plausible(time: number): boolean {
    return Math.abs(unix(time) - this.#first) <= LONGEST
  }

  *#walk(damages: Damage[]): Generator<Message> {
    for (const section of sectionsOf(this.#bytes, damages)) yield* messagesIn(this.#bytes, section, damages)
  }
}

const unix = (time: number): number => EPOCH + 1000 * time

/** Clocks are set to quarters of an hour; nowhere on Earth are they farther from UTC. */
const [QUARTER, FARTHEST] = [15, 14 * 60]

function aheadOf(fields: Fields): number | undefined {
  const minutes = (timeOf(fields['local_timestamp']) - timeOf(fields['timestamp'])) / 60_000
  const ahead = Math.round(minutes / QUARTER) * QUARTER
  return Math.abs(ahead) <= FARTHEST && Math.abs(ahead - minutes) <= 2 ? ahead : undefined
}

function sessionOf(fields: Fields): Session[] {
  const from = timeOf(fields['start_time'])
  const until = from + 1000 * numberOf(fields['total_elapsed_time'])
  return typeof fields['sport'] === 'string' && until >= from
    ? [{ from, until: until + 1000, sport: fields['sport'] }]
    : []
}
