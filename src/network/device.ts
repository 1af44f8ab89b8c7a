export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu'

/** What computes: shown to the user by name. */
export interface Device {
  readonly backend: BackendName
  /** The adapter's or processor's own name. */
  readonly name: string
  /** WASM threads; 1 elsewhere. */
  readonly threads: number
  /** Backends that were tried first and given up, with the reason. */
  readonly givenUp: readonly { backend: string; reason: string }[]
}
