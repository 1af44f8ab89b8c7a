import type { Problem } from './reader.ts'
import { textChunks } from './text-chunks.ts'

/** An element that is longer is none: a file whose brackets never close must not fill the memory. */
const LONGEST = 1 << 20
/** What is nested deeper is none either: it would cost whoever walks through it the stack. */
const DEEPEST = 64

export interface JsonElements {
  readonly elements: readonly JsonElement[]
  /** Bytes read since the previous batch. */
  readonly bytes: number
}

export interface JsonElement {
  readonly value: unknown
  /** Which of the array it is, from 1. */
  readonly number: number
}

/** The file is no whole array; the message says why. */
export class DamagedJson extends Error {
  override readonly name = 'DamagedJson'
  /** The element at which it breaks, from 1. */
  readonly number: number

  constructor(number: number, reason: string) {
    super(reason)
    this.number = number
  }

  /** As readers report it, without the file. */
  get problem(): Omit<Problem, 'file'> {
    const detail = { reason: this.message }
    return { place: `element ${this.number}`, code: 'damaged_json', detail }
  }
}

/**
 * Streams the objects of a JSON array, those of a chunk at a time; of the file only the object being read is held.
 * @throws DamagedJson at the first fault, after the objects before it were handed out; what reading the blob throws
 */
export async function* jsonElements(blob: Blob, signal: AbortSignal): AsyncGenerator<JsonElements> {
  const splitter = new Splitter()
  let bytes = 0
  for await (const { text, size, last } of textChunks(blob, signal)) {
    bytes += size
    const elements: JsonElement[] = []
    let fault: DamagedJson | undefined
    try {
      for (const element of splitter.take(text)) elements.push(element)
      if (last) splitter.end()
    } catch (error) {
      if (!(error instanceof DamagedJson)) throw error
      fault = error
    }
    if (elements.length > 0 || last || fault) {
      yield { elements, bytes }
      bytes = 0
    }
    if (fault) throw fault
  }
}

const SPACE = /\s/

/** Finds where objects of an array begin and end, over pieces of text that may break anywhere. */
class Splitter {
  #state: 'before' | 'between' | 'within' | 'after' = 'before'
  #held = ''
  #depth = 0
  #quoted = false
  #escaped = false
  #number = 1

  end(): void {
    if (this.#state !== 'after') throw new DamagedJson(this.#number, 'it breaks off')
  }

  *take(text: string): Generator<JsonElement> {
    let start = 0
    for (let i = 0; i < text.length; i++) {
      if (this.#state !== 'within') {
        if (text[i] === '{' && this.#state === 'between') {
          this.#state = 'within'
          this.#depth = 1
          start = i
        } else this.#between(text[i]!)
        continue
      }
      if (!this.#closes(text.charCodeAt(i))) continue
      yield { value: this.#parsed(this.#held + text.slice(start, i + 1)), number: this.#number++ }
      this.#held = ''
      this.#state = 'between'
    }
    if (this.#state !== 'within') return
    this.#held += text.slice(start)
    if (this.#held.length > LONGEST) throw new DamagedJson(this.#number, 'a megabyte without an end of it')
  }

  #between(char: string): void {
    if (SPACE.test(char) || char === '\ufeff') return
    if (this.#state === 'before' && char === '[') this.#state = 'between'
    else if (this.#state === 'between' && char === ']') this.#state = 'after'
    else if (this.#state !== 'between' || char !== ',')
      throw new DamagedJson(this.#number, `“${char}” where no such sign belongs`)
  }

  /** Whether this sign ends the object. */
  #closes(code: number): boolean {
    if (this.#quoted) {
      if (this.#escaped) this.#escaped = false
      else if (code === 92) this.#escaped = true
      else if (code === 34) this.#quoted = false
    } else if (code === 34) this.#quoted = true
    else if (code === 123 || code === 91) {
      if (++this.#depth > DEEPEST) throw new DamagedJson(this.#number, `nested ${DEEPEST} times and more`)
    } else if (code === 125 || code === 93) return --this.#depth === 0
    return false
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch (error) {
      throw new DamagedJson(
        this.#number,
        error instanceof Error ? error.message.slice(0, 120) : String(error),
      )
    }
  }
}
