import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cacheControl, fileFor, serve, type Served } from '../../scripts/serve.ts'

let folder: string
let served: Served

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'))
  await mkdir(join(folder, 'site', 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'site', 'index.html'), '<p>hello')
  await writeFile(join(folder, 'site', 'assets', 'index-AbCd1234.js'), '1')
  await writeFile(join(folder, 'site', 'assets', 'x.wasm'), '\0asm')
  served = await serve({ root: join(folder, 'site'), base: '/sub/path/' })
})
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

/** fetch tidies dots out of addresses before it sends them; an attacker does not. */
const statusOf = (path: string): Promise<number> =>
  new Promise((done, failed) => {
    const { hostname, port } = new URL(served.url)
    request({ hostname, port, path }, (response) => {
      response.resume()
      done(response.statusCode ?? 0)
    })
      .on('error', failed)
      .end()
  })

describe('the static server', () => {
  it('serves a folder under a sub-path', async () => {
    const response = await fetch(served.url)
    expect(await response.text()).toBe('<p>hello')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await statusOf('/')).toBe(404)
  })

  it('sends the strict headers', async () => {
    const { headers } = await fetch(served.url)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-inline')
    expect(policy).not.toContain("'unsafe-eval'")
    expect(policy).not.toContain('http')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('knows WebAssembly and what may be kept for ever', async () => {
    const wasm = await fetch(`${served.url}assets/x.wasm`)
    expect(wasm.headers.get('content-type')).toBe('application/wasm')
    expect(wasm.headers.get('cache-control')).toBe('no-cache')
    const hashed = await fetch(`${served.url}assets/index-AbCd1234.js`)
    expect(hashed.headers.get('cache-control')).toContain('immutable')
    expect(cacheControl('/dist/service-worker.js')).toBe('no-cache')
    expect(cacheControl('/dist/samples/user-AbCd1234.bin')).toBe('no-cache')
  })

  it.each([
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    'assets/../../secret.txt',
    '%00',
    '%E0%A4%A',
  ])('lets nobody out of the folder: %s', async (path) => {
    expect(await statusOf(`/sub/path/${path}`)).toBe(404)
  })

  it('finds no file in a neighbour whose name begins the same', () => {
    expect(fileFor('/srv/site', '/', '/../site-private/x')).toBeNull()
  })

  it('logs every hit and refuses other methods', async () => {
    const before = served.hits.length
    const response = await fetch(served.url, { method: 'POST' })
    expect(response.status).toBe(405)
    expect(served.hits.slice(before)).toEqual(['/sub/path/'])
  })

  it('rejects where the port is taken', async () => {
    const port = Number(new URL(served.url).port)
    await expect(serve({ root: folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('can be a plain host that sends no special headers', async () => {
    const plain = await serve({ root: join(folder, 'site'), headers: false })
    const { headers } = await fetch(plain.url)
    expect(headers.get('content-security-policy')).toBeNull()
    expect(headers.get('cross-origin-embedder-policy')).toBeNull()
    await plain.close()
  })
})
