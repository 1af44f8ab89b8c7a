import type { ArchitectureName } from '../../src/network/architecture.ts'
import type { BackendName } from '../../src/network/backend.ts'
import type { Column } from './row.ts'

/** What is measured, in order. Each run has a page of its own, so that none inherits another's memory or backend. */

interface Named {
  readonly subject: string
  readonly rival: string
}

export interface BlockRun extends Named {
  readonly rival: 'PixleepFlow' | 'PixleepFlow, running statistics too' | 'TensorFlow.js' | 'jax-js, jitted'
  readonly size: { readonly batch: number; readonly side: number }
}

export interface ProductsRun extends Named {
  readonly rival: 'PixleepFlow' | 'TensorFlow.js'
  readonly backend: BackendName
  /** Side of the picture that the network would see. */
  readonly picture: number
}

export interface InferenceRun extends Named {
  readonly rival: 'PixleepFlow' | 'onnxruntime-web'
  readonly backend: 'wasm' | 'webgpu'
  readonly network: ArchitectureName
  readonly side: number
}

export interface TrainingRun extends Named {
  readonly rival: 'PixleepFlow' | 'TensorFlow.js' | 'PyTorch'
  readonly backend: 'wasm' | 'cpu' | 'webgpu'
  readonly network: ArchitectureName
  readonly side: number
  readonly batch: number
  readonly checkpoints: boolean
  /** Whether buffers alone are counted, and nothing computed. */
  readonly dry?: boolean
  /** Whether only a real graphics card is asked. */
  readonly heavy?: boolean
}

export type Run = BlockRun | ProductsRun | InferenceRun | TrainingRun

export interface CasePlan<Name extends string, Of extends Run> {
  readonly name: Name
  readonly title: string
  readonly columns: readonly Column[]
  readonly runs: readonly Of[]
}

const TIMES: readonly Column[] = [
  { key: 'ms', title: 'median ms', unit: 'ms' },
  { key: 'best', title: 'best ms', unit: 'ms' },
  { key: 'runs', title: 'runs', unit: 'count' },
]
const APART: Column = { key: 'apart', title: 'apart', unit: 'error' }

const BLOCK_SIZE = { batch: 2, side: 14 }
const BLOCK_SUBJECT = '2 × 14 × 14 × 256'
export const block: CasePlan<'block', BlockRun> = {
  name: 'block',
  title: 'one SE-ResNeXt bottleneck (width 128, 32 groups): forward, backward, AdamW; WebGPU',
  columns: [
    { key: 'dispatches', title: 'dispatches', unit: 'count' },
    { key: 'submits', title: 'submits', unit: 'count' },
    { key: 'buffers', title: 'new buffers', unit: 'count' },
    { key: 'bufferBytes', title: 'their bytes', unit: 'bytes' },
    { key: 'bytesBound', title: 'bytes bound', unit: 'bytes' },
    { key: 'peak', title: 'peak', unit: 'bytes' },
    { key: 'longest', title: 'longest ms', unit: 'ms' },
    ...TIMES,
    APART,
  ],
  runs: (
    ['PixleepFlow', 'PixleepFlow, running statistics too', 'TensorFlow.js', 'jax-js, jitted'] as const
  ).map((rival) => ({ subject: BLOCK_SUBJECT, rival, size: BLOCK_SIZE })),
}

const products = (backend: BackendName, picture: number): ProductsRun[] =>
  (['PixleepFlow', 'TensorFlow.js'] as const).map((rival) => ({
    subject: `${backend}, ${picture} px`,
    rival,
    backend,
    picture,
  }))
export const convolutions: CasePlan<'convolutions', ProductsRun> = {
  name: 'convolutions',
  title: "1×1 and grouped 3×3 convolutions of seresnext50's stages, batch 1, median ms",
  columns: [
    { key: 'forward', title: 'forward', unit: 'ms' },
    { key: 'input', title: 'd input', unit: 'ms' },
    { key: 'filter', title: 'd filter', unit: 'ms' },
  ],
  runs: [...products('wasm', 224), ...products('webgpu', 64)],
}

const inference = (backend: InferenceRun['backend']): InferenceRun[] =>
  (['PixleepFlow', 'onnxruntime-web'] as const).map((rival) => ({
    subject: `${backend}, batch 1`,
    rival,
    backend,
    network: 'seresnext101_32x4d',
    side: 224,
  }))
export const inferences: CasePlan<'inference', InferenceRun> = {
  name: 'inference',
  title: 'seresnext101_32x4d at 224 px; onnxruntime-web runs the ONNX file that we export',
  columns: [...TIMES, APART],
  runs: [...inference('wasm'), ...inference('webgpu')],
}

type Work = Pick<TrainingRun, 'network' | 'side' | 'batch'>
const subjectOf = ({ network, side, batch }: Work): string => `${network}, ${side} px, batch ${batch}`
const trainingOf = (work: Work, with_: Partial<TrainingRun> = {}): TrainingRun => ({
  subject: subjectOf(work),
  rival: 'PixleepFlow',
  backend: 'wasm',
  checkpoints: false,
  ...work,
  ...with_,
})
/** Small enough for TensorFlow.js' JavaScript backend. */
const SMALL: Work = { network: 'seresnext_mini', side: 64, batch: 2 }
const WORKS: readonly Work[] = [
  { network: 'seresnext_tiny', side: 224, batch: 8 },
  { network: 'seresnext26_32x4d', side: 112, batch: 8 },
  { network: 'seresnext_mini', side: 112, batch: 8 },
]
const MEMORY: readonly Column[] = [
  { key: 'peak', title: 'peak', unit: 'bytes' },
  { key: 'forecast', title: 'forecast', unit: 'bytes' },
  { key: 'share', title: 'peak / forecast', unit: 'ratio' },
]
export const training: CasePlan<'training', TrainingRun> = {
  name: 'training',
  title: 'a whole training step with AdamW on the processor',
  columns: [...TIMES, { key: 'pictures', title: 'pictures/s', unit: 'perSecond' }, ...MEMORY, APART],
  runs: [
    ...WORKS.flatMap((work) => [
      trainingOf(work),
      trainingOf(work, { checkpoints: true }),
      trainingOf(work, { rival: 'PyTorch' }),
    ]),
    trainingOf(SMALL),
    trainingOf(SMALL, { rival: 'TensorFlow.js' }),
    trainingOf(SMALL, { rival: 'TensorFlow.js', backend: 'cpu' }),
    trainingOf(SMALL, { rival: 'PyTorch' }),
  ],
}

/** How the forecast's error grows with batch, side and depth. */
const MEMORY_WORKS: readonly Work[] = [
  { network: 'seresnext_mini', side: 112, batch: 2 },
  { network: 'seresnext_mini', side: 112, batch: 16 },
  { network: 'seresnext_tiny', side: 112, batch: 8 },
  { network: 'seresnext26_32x4d', side: 64, batch: 8 },
  { network: 'seresnext50_32x4d', side: 64, batch: 4 },
  { network: 'seresnext101_32x4d', side: 64, batch: 2 },
]
export const memory: CasePlan<'memory', TrainingRun> = {
  name: 'memory',
  title: 'bytes of a training step on WASM, counted and forecast',
  columns: MEMORY,
  runs: MEMORY_WORKS.flatMap((work) => [trainingOf(work), trainingOf(work, { checkpoints: true })]),
}

const GPU_COUNTS: readonly Column[] = [
  { key: 'dispatches', title: 'dispatches', unit: 'count' },
  { key: 'submits', title: 'submits', unit: 'count' },
]
/** What software WebGPU does within minutes; with `GPU=1` and under Node, what the paper trains too. */
const GPU_WORKS: readonly Work[] = [
  { network: 'seresnext50_32x4d', side: 64, batch: 1 },
  { network: 'seresnext50_32x4d', side: 64, batch: 4 },
  { network: 'seresnext50_32x4d', side: 96, batch: 1 },
  { network: 'seresnext101_32x4d', side: 64, batch: 1 },
]
const onGpu = (work: Work, with_: Partial<TrainingRun> = {}) =>
  trainingOf(work, { backend: 'webgpu', ...with_ })
const bothWays = (work: Work, with_: Partial<TrainingRun> = {}) => [
  onGpu(work, with_),
  onGpu(work, { checkpoints: true, ...with_ }),
]
export const gpuTraining: CasePlan<'gpu-training', TrainingRun> = {
  name: 'gpu-training',
  title: 'a whole training step with AdamW on WebGPU',
  columns: [
    ...TIMES,
    { key: 'pictures', title: 'pictures/s', unit: 'perSecond' },
    ...GPU_COUNTS,
    { key: 'longest', title: 'longest ms', unit: 'ms' },
    ...MEMORY,
    APART,
  ],
  runs: GPU_WORKS.flatMap((work, i) => (i === 0 ? bothWays(work) : [onGpu(work)])),
}

const HEAVY = (['seresnext50_32x4d', 'seresnext101_32x4d'] as const).flatMap((network) =>
  [1, 4, 16].map((batch): Work => ({ network, side: 224, batch })),
)
export const gpuMemory: CasePlan<'gpu-memory', TrainingRun> = {
  name: 'gpu-memory',
  title: 'bytes of all WebGPU buffers in two training steps, counted without computing',
  columns: MEMORY,
  runs: HEAVY.flatMap((work) => bothWays(work, { dry: true })),
}

/** With a real graphics card: beside PyTorch on the same card, where it has one. */
export const gpuHeavy: CasePlan<'gpu-heavy', TrainingRun> = {
  name: 'gpu-heavy',
  title: 'the paper’s step, on a real graphics card only',
  columns: gpuTraining.columns,
  runs: HEAVY.filter(({ batch }) => batch > 1).flatMap((work) => [
    ...bothWays(work, { heavy: true }),
    onGpu(work, { rival: 'PyTorch' }),
  ]),
}

export const PLAN = [
  block,
  convolutions,
  inferences,
  training,
  memory,
  gpuTraining,
  gpuMemory,
  gpuHeavy,
] as const
export type CaseName = (typeof PLAN)[number]['name']
