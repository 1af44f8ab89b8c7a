/** What the command prints and writes: cases of rows of figures. */

export type Unit = 'ms' | 'seconds' | 'count' | 'bytes' | 'ratio' | 'perSecond' | 'error'

export interface Column {
  readonly key: string
  readonly title: string
  readonly unit: Unit
}

export interface Row {
  /** What was computed. */
  readonly subject: string
  /** Who computed it, and on what. */
  readonly by: string
  readonly figures: Readonly<Record<string, number>>
  /** Losses or logits: rows of one subject that agree on them did the same work. */
  readonly outcome?: readonly number[]
  /** Why figures are missing, or what else a reader must know. */
  readonly note?: string
}

export interface MeasuredCase {
  readonly name: string
  readonly title: string
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export interface Machine {
  readonly date: string
  readonly cores: number
  readonly processor: string
  /** Processes that wanted a core, over the last minute, before and after: beyond the cores, times are inflated. */
  readonly load: readonly [before: number, after: number]
  readonly browser: string
  readonly adapter: string
  /** Whether the WebGPU adapter is a software one. */
  readonly software: boolean
  /** Whether pages are cross-origin isolated, and WASM may have threads. */
  readonly isolated: boolean
  readonly versions: Readonly<Record<string, string>>
}

export interface Report {
  readonly machine: Machine
  readonly cases: readonly MeasuredCase[]
}
