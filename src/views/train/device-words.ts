import { m } from '../../i18n/paraglide/messages.js'
import type { Device } from '../../network/device.ts'

const BACKENDS: Readonly<Record<Device['backend'], () => string>> = {
  webgpu: m.backend_webgpu,
  webgl: m.backend_webgl,
  wasm: m.backend_wasm,
  cpu: m.backend_cpu,
}

/** "Graphics card (WebGPU): Apple M2", "Processor (WebAssembly, 2 threads): …". */
export function deviceWords(device: Device): string {
  const threads = device.threads > 1 ? m.device_threads({ threads: device.threads }) : ''
  const backend = BACKENDS[device.backend]()
  // A browser that won't name the processor leaves only the backend's own name.
  if (!device.name || backend.includes(device.name)) return `${backend}${threads}`
  return m.device_named({ backend, name: device.name, threads })
}

/** What was tried before, and why not. */
export const givenUpWords = ({ givenUp }: Device): string =>
  m.devices_given_up({ list: givenUp.map(({ backend, reason }) => `${backend} (${reason})`).join(', ') })
