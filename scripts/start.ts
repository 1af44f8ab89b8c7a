import { spawn } from 'node:child_process'
import process from 'node:process'
import { DIST, ensureDist } from './dist.ts'
import { helpIfAsked } from './help.ts'
import { serve, type Served } from './serve.ts'

helpIfAsked(`
npm start

Builds the app where needed, serves it on this machine, prints its address and opens the browser.

  PORT=8080 npm start   chooses the port (default 4173, or the next free one)
  CI=1 npm start        opens no browser
`)

const FIRST_PORT = 4173
const TRIES = 20

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE'

/** The chosen port or, where none was chosen, the first free one. */
async function serveSomewhere(): Promise<Served> {
  const chosen = process.env['PORT']
  if (chosen) {
    const port = Number(chosen)
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`PORT=${chosen} is not a port number.`)
    return serve({ root: DIST, port })
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + TRIES; port++) {
    try {
      return await serve({ root: DIST, port })
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new Error(
    `Ports ${FIRST_PORT} to ${FIRST_PORT + TRIES - 1} are all taken. Choose one: PORT=8080 npm start`,
  )
}

function openBrowser(url: string): void {
  const { platform, env } = process
  const headless = platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']
  if (env['CI'] || headless) return
  const [command, ...words] =
    platform === 'darwin'
      ? ['open', url]
      : platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  // Without an opener the address on the screen has to do.
  spawn(command as string, words, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

try {
  await ensureDist({ quiet: true })
  const served = await serveSomewhere()
  console.log(`PixleepFlow is ready: ${served.url}`)
  openBrowser(served.url)
} catch (error) {
  console.error(
    isTaken(error)
      ? `Port ${process.env['PORT']} is taken. Choose another: PORT=8081 npm start`
      : error instanceof Error
        ? error.message
        : String(error),
  )
  process.exit(1)
}
