import { DIST, ensureDist } from '../../scripts/dist.ts'
import { serve, type Served, type ServeOptions } from '../../scripts/serve.ts'

/** The built app, made where it is missing or old, on a port of its own. */
export async function serveApp(options: Omit<ServeOptions, 'root'> = {}): Promise<Served> {
  await ensureDist({ quiet: true })
  return serve({ root: DIST, ...options })
}
