import { MessageChannel } from 'node:worker_threads'
import * as Comlink from 'comlink'
import { describe, expect, it } from 'vitest'
import { workerOnDemand } from '../../src/views/workers.ts'

interface Api {
  echo(text: string): string
  never(): Promise<void>
}

/** A port that looks like a worker, with the real protocol behind it and a death on demand. */
class MortalWorker extends EventTarget {
  static started = 0
  static last: MortalWorker
  terminated = false
  readonly #port: MessagePort

  constructor() {
    super()
    MortalWorker.started += 1
    MortalWorker.last = this
    const { port1, port2 } = new MessageChannel() as unknown as { port1: MessagePort; port2: MessagePort }
    this.#port = port1
    const api: Api = { echo: (text) => text, never: () => new Promise(() => undefined) }
    Comlink.expose(api, port2)
    port1.addEventListener('message', (event) =>
      this.dispatchEvent(new MessageEvent('message', { data: event.data })),
    )
    port1.start()
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message)
  }
  terminate(): void {
    this.terminated = true
    this.#port.close()
  }
  die(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }))
  }
}

describe('a worker on demand', () => {
  it('starts with the first call, rejects what was under way when it dies, and starts again', async () => {
    const api = workerOnDemand<Api>(() => new MortalWorker() as unknown as Worker)
    expect(MortalWorker.started).toBe(0)
    expect(await api().echo('a')).toBe('a')
    expect(await api().echo('b')).toBe('b')
    expect(MortalWorker.started).toBe(1)

    const first = MortalWorker.last
    const pending = api().never()
    first.die('out of memory')
    await expect(pending).rejects.toThrow('out of memory')
    expect(first.terminated).toBe(true)

    expect(await api().echo('c')).toBe('c')
    expect(MortalWorker.started).toBe(2)
    MortalWorker.last.terminate()
  })
})
