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
  return m.device_named({ backend: BACKENDS[device.backend](), name: device.name, threads })
}
