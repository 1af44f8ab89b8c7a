/**
 * The Content-Security-Policy. It is sent as a header where we serve the app, and written into index.html by the
 * build, so that a static host without special headers keeps to it too.
 */
export const POLICY = [
  "default-src 'none'",
  // WebAssembly needs 'wasm-unsafe-eval'; JavaScript is never evaluated from text.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  // Pictures and heat maps are drawn on this device and shown from blob addresses.
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
] as const

/** As a header; the one directive that a meta element may not carry comes on top. */
export const HEADER_POLICY = [...POLICY, "frame-ancestors 'none'"].join('; ')

export const META_POLICY = POLICY.join('; ')
