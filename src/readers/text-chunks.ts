export interface TextChunk {
  readonly text: string
  /** Bytes that it was read from. */
  readonly size: number
  readonly last: boolean
}

/**
 * A file's text as it is read, and an empty last piece. Ends at once when the signal aborts, also while a read hangs.
 * Nothing waits for both at a time: a promise that lives as long as the file would hold all that was read of it.
 * @throws the signal's reason, and what reading the blob throws
 */
export async function* textChunks(blob: Blob, signal: AbortSignal): AsyncGenerator<TextChunk> {
  const reader = blob.stream().getReader()
  const decoder = new TextDecoder()
  // A read that hangs is answered by this with an end.
  const stop = (): void => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop)
  try {
    while (true) {
      signal.throwIfAborted()
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) break
      yield { text: decoder.decode(value, { stream: true }), size: value.length, last: false }
    }
    yield { text: decoder.decode(), size: 0, last: true }
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}
