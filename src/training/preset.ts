import type { ArchitectureName } from '../network/architecture.ts'
import type { BackendName } from '../network/device.ts'
import { ADAMW, type AdamWOptions } from './adamw.ts'
import { constant, type Schedule } from './schedules.ts'

/** Everything that decides a run besides the days and the seed. */
export interface Preset {
  readonly name: 'quick'
  readonly architecture: ArchitectureName
  readonly epochs: number
  readonly batch: number
  readonly schedule: Schedule
  readonly optimiser: AdamWOptions
  /** Side of the pictures: a WASM device gets smaller ones. */
  side(backend: BackendName): number
}

/** A first result within minutes on any laptop. */
export const QUICK: Preset = {
  name: 'quick',
  architecture: 'seresnext_mini',
  epochs: 10,
  batch: 8,
  schedule: constant(3e-4),
  optimiser: ADAMW,
  side: (backend) => (backend === 'webgpu' || backend === 'webgl' ? 224 : 112),
}
