import * as tf from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'

export type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0]

/** Whole numbers that a kernel reads as `uniforms.NAME`. */
export type Uniforms = Readonly<Record<string, number>>

export interface Kernel {
  /** Names the pipeline in the backend's cache: kernels that differ must be named differently. */
  readonly name: string
  /** WGSL after the backend's own declarations; its entry is `fn main()` or, without tiles, `fn main(index: i32)`. */
  readonly wgsl: string
  /** Names of the input arrays, in the order of the tensors. */
  readonly inputs: readonly string[]
  readonly outputShape: readonly number[]
  readonly workgroup: readonly [number, number, number]
  /** Workgroups along each axis. */
  readonly workgroups: readonly [number, number, number]
  /** Whether invocations are counted by one index over all axes. */
  readonly flat: boolean
}

/** Runs a kernel of ours inside TensorFlow.js' queue; the result is a new float32 tensor. */
export function runKernel(kernel: Kernel, tensors: readonly tf.Tensor[], uniforms: Uniforms): tf.Tensor {
  const names = Object.keys(uniforms)
  const axes = kernel.outputShape.map((_, i) => i)
  const program: Program = {
    variableNames: [...kernel.inputs],
    outputShape: [...kernel.outputShape],
    // Only its form matters to the backend: with y named, `main` is called without an index.
    dispatchLayout: kernel.flat ? { x: axes } : { x: axes.slice(-1), y: axes.slice(0, -1) },
    dispatch: [...kernel.workgroups],
    workgroupSize: [...kernel.workgroup],
    uniforms: names.map((name) => `${name}: i32,`).join(' '),
    shaderKey: kernel.name,
    getUserCode: () => kernel.wgsl,
  }
  const info = (tf.backend() as WebGPUBackend).runWebGPUProgram(
    program,
    [...tensors],
    'float32',
    names.map((name) => ({ type: 'int32', data: [uniforms[name] ?? 0] })),
  )
  return tf.engine().makeTensorFromTensorInfo(info)
}

const FLAT_WORKGROUP = 64
const MOST_WORKGROUPS = 65_535

/** The shape of a dispatch with one invocation for each of `count` results. */
export function flatDispatch(count: number): Pick<Kernel, 'workgroup' | 'workgroups' | 'flat'> {
  const groups = Math.ceil(count / FLAT_WORKGROUP)
  // Beyond the limit of one axis the groups go on in the next.
  const rows = Math.ceil(groups / MOST_WORKGROUPS)
  return { workgroup: [FLAT_WORKGROUP, 1, 1], workgroups: [Math.ceil(groups / rows), rows, 1], flat: true }
}
