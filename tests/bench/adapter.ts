import type { NodeReport } from './node.ts'

/** The graphics adapter that WebGPU offers here, in words. */
export async function adapterOf(): Promise<Pick<NodeReport, 'adapter' | 'software'>> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return { adapter: 'none', software: false }
  const { vendor, architecture, device, description } = adapter.info
  const name = [description, vendor, architecture, device].filter(Boolean).join(', ')
  return { adapter: name, software: adapter.info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(name) }
}
