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
    const response = await fetch(`/golden/${encodeURIComponent(name)}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const wanted = (quantity: string): boolean => only.test(`${name} ${quantity}`)
    try {
      for await (const quantity of judge({ name, bytes }, wanted)) await goldenLine(quantity)
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      await goldenLine({ file: name, name: message, error: NaN, tolerance: NaN, verdict: 'fail' })
    }
  }
  return `${device.backend} (${device.name}, ${device.threads} threads)`
}

globalThis.judgeGolden = judgeAll
