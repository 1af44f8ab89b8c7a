import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** `GPU=1` lets the commands use the machine's own graphics. */
const OWN_GRAPHICS = process.env['GPU'] === '1'

/**
 * Flags for headless Chromium in tests and journeys: WebGPU on SwiftShader, which is the same on every machine
 * (and far slower than WASM), and no traffic of the browser's own.
 */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--enable-unsafe-webgpu',
  ...(OWN_GRAPHICS ? ['--enable-features=Vulkan'] : ['--use-webgpu-adapter=swiftshader']),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]

const elsewhere = (): string[] => {
  if (process.platform === 'darwin')
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
  if (process.platform === 'win32')
    return [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google/Chrome/Application/chrome.exe'),
        join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ])
  return []
}

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of an installed Chrome, Chromium or Edge, or null. `CHROME_PATH` overrides the search. */
export function findBrowser(): string | null {
  const chosen = process.env['CHROME_PATH']
  if (chosen) return existsSync(chosen) ? chosen : null
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':')
  for (const name of NAMES)
    for (const folder of folders) if (runs(join(folder, name))) return join(folder, name)
  return elsewhere().find(existsSync) ?? null
}
