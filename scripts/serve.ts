import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve, sep } from 'node:path'
import { HEADER_POLICY } from './policy.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** The headers of our own server. Isolation lets WebAssembly use several threads. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': HEADER_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

export interface ServeOptions {
  /** Folder whose files are served. */
  readonly root: string
  /** 0 takes any free port. */
  readonly port?: number
  /** Folder of the address under which the app lies, with a slash at both ends. */
  readonly base?: string
  /** False: as a plain static host that sends no special headers. */
  readonly headers?: boolean
  readonly host?: string
}

export interface Served {
  readonly url: string
  /** Every address asked for, in order. */
  readonly hits: string[]
  close(): Promise<void>
}

/** The file that an address names, or null where it points outside the folder or says nothing sensible. */
export function fileFor(root: string, base: string, address: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(address.split(/[?#]/, 1)[0] ?? '')
  } catch {
    return null
  }
  if (!path.startsWith(base) || path.includes('\0')) return null
  const inside = path.slice(base.length)
  const folder = resolve(root)
  const file = resolve(folder, `./${inside}`)
  if (file !== folder && !file.startsWith(folder + sep)) return null
  return inside === '' || inside.endsWith('/') ? join(file, 'index.html') : file
}

/** Names that carry a hash of their content never change; everything else is asked for anew. */
export const cacheControl = (file: string): string =>
  /[/\\]assets[/\\].+-[\w-]{8}\.\w+$/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache'

/** Serves a folder of static files, small and strict. Rejects where the port is taken. */
export async function serve(options: ServeOptions): Promise<Served> {
  const base = options.base ?? '/'
  const hits: string[] = []
  const server = createServer((request, response) => {
    const address = request.url ?? '/'
    hits.push(address)
    const answer = async (): Promise<void> => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { Allow: 'GET, HEAD' }).end()
        return
      }
      const file = fileFor(options.root, base, address)
      const found = file ? await stat(file).catch(() => null) : null
      if (!file || !found?.isFile()) {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n')
        return
      }
      response.writeHead(200, {
        'Content-Type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
        'Content-Length': found.size,
        'Cache-Control': cacheControl(file),
        ...(options.headers === false ? {} : HEADERS),
      })
      if (request.method === 'HEAD') response.end()
      else
        createReadStream(file)
          .on('error', () => response.destroy())
          .pipe(response)
    }
    answer().catch(() => response.destroy())
  })
  const host = options.host ?? '127.0.0.1'
  await listen(server, options.port ?? 0, host)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}${base}`,
    hits,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      done()
    })
  })
