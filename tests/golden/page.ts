import { startBackend, type BackendName } from '../../src/network/backend.ts'
import { judge } from './judge.ts'
import type { Quantity } from './quantity.ts'

declare global {
  /** Given by the command that drives this page. */
  var goldenLine: (quantity: Quantity) => Promise<void>
  var judgeGolden: typeof judgeAll
}

/** Judges files served under `golden/`, and answers with the device that computed. */
async function judgeAll(names: string[], backend: BackendName, pattern: string): Promise<string> {
  const device = await startBackend([backend], true)
  const only = new RegExp(pattern)
  for (const name of names) {
    const bytes = await served(name)
    const wanted = (quantity: string): boolean => only.test(`${name} ${quantity}`)
    try {
      for await (const quantity of judge({ name, bytes, beside: served }, wanted)) await goldenLine(quantity)
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      await goldenLine({ file: name, name: message, error: NaN, tolerance: NaN, verdict: 'fail' })
    }
  }
  return `${device.backend} (${device.name}, ${device.threads} threads)`
}

async function served(name: string): Promise<Uint8Array> {
  const response = await fetch(`/golden/${encodeURIComponent(name)}`)
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

globalThis.judgeGolden = judgeAll
