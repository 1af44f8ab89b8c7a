import type * as tf from '@tensorflow/tfjs-core'
import { sizeOf } from '../tensors.ts'
import { webGpuQueue, type WebGpuQueue } from './queue.ts'

type Triple = readonly [number, number, number]

/** A compute shader of ours. All arrays are float32 and flat; WebGPU promises eight of them. */
export interface Kernel<
  Input extends string = string,
  Output extends string = string,
  Value extends string = string,
> {
  /** Kernels that differ must be named differently: pipelines are kept under it. */
  readonly name: string
  /** Arrays that are read. */
  readonly inputs: readonly Input[]
  /** Arrays that are written; they may be read as well, and then the kernel works in place. */
  readonly outputs: readonly Output[]
  /** Whole numbers, `numbers.NAME`. */
  readonly numbers: readonly Value[]
  readonly workgroup: Triple
  /**
   * WGSL with a function `run`. It takes the invocation's index, `fn run(index: i32)`, where workgroups have one
   * axis; or the workgroup and the place in it, `fn run(group: vec3i, local: vec3i)`.
   */
  readonly code: string
}

/** A tensor to write into, or the shape of a new one. */
export type Destination = tf.Tensor | readonly number[]

export interface Run<Input extends string, Output extends string, Value extends string> {
  readonly inputs: Readonly<Record<Input, tf.Tensor>>
  readonly outputs: Readonly<Record<Output, Destination>>
  readonly numbers: Readonly<Record<Value, number>>
  /** How many workgroups; or how many invocations, where they are counted by an index. */
  readonly workgroups: Triple | number
  /** Multiply-additions, or values written where there are none; see `DispatchTimes`. */
  readonly work: number
}

const MOST_WORKGROUPS = 65_535

/** Records the kernel, cut into as many dispatches as keep each of them short. Answers with its outputs. */
export function runKernel<Input extends string, Output extends string, Value extends string>(
  kernel: Kernel<Input, Output, Value>,
  { inputs, outputs, numbers, workgroups, work }: Run<Input, Output, Value>,
): Record<Output, tf.Tensor> {
  const queue = webGpuQueue()
  const written = {} as Record<Output, tf.Tensor>
  for (const name of kernel.outputs) {
    const output = outputs[name]
    written[name] = Array.isArray(output) ? queue.allocate(output as number[]) : (output as tf.Tensor)
  }
  const tensors = [
    ...kernel.outputs.map((name) => written[name]),
    ...kernel.inputs.map((name) => inputs[name]),
  ]
  const bindings = tensors.map((tensor) => queue.binding(tensor))
  const pipeline = pipelineOf(queue, kernel)
  const values = kernel.numbers.map((name) => numbers[name])
  const grid =
    typeof workgroups === 'number' ? gridOf(Math.ceil(workgroups / kernel.workgroup[0])) : workgroups
  const parts = slices(grid, queue.times.slices(kernel.name, work))
  for (const { origin, size } of parts) {
    const bindGroup = queue.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [...bindings, numbersOf(queue, [...origin, grid[0], ...values])].map((resource, binding) => ({
        binding,
        resource,
      })),
    })
    queue.dispatch(kernel.name, pipeline, bindGroup, size, (work * sizeOf(size)) / sizeOf(grid))
  }
  return written
}

/** Workgroups along x, and along y where one axis does not hold them all. */
function gridOf(groups: number): Triple {
  const rows = Math.ceil(groups / MOST_WORKGROUPS)
  return [Math.ceil(groups / rows), rows, 1]
}

/** Cuts the grid along its longest axis. */
export function slices(grid: Triple, wanted: number): { origin: Triple; size: Triple }[] {
  const axis = grid.indexOf(Math.max(...grid))
  const along = grid[axis] as number
  const each = Math.ceil(along / Math.min(wanted, along))
  const replaced = (triple: Triple, value: number) =>
    triple.map((v, i) => (i === axis ? value : v)) as unknown as Triple
  const found: { origin: Triple; size: Triple }[] = []
  for (let first = 0; first < along; first += each)
    found.push({ origin: replaced([0, 0, 0], first), size: replaced(grid, Math.min(each, along - first)) })
  return found
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>()

function pipelineOf({ device }: WebGpuQueue, kernel: Kernel): GPUComputePipeline {
  let known = pipelines.get(device)
  if (!known) pipelines.set(device, (known = new Map()))
  let pipeline = known.get(kernel.name)
  if (!pipeline) {
    pipeline = device.createComputePipeline({
      label: kernel.name,
      layout: 'auto',
      compute: { module: device.createShaderModule({ label: kernel.name, code: shaderOf(kernel) }) },
    })
    known.set(kernel.name, pipeline)
  }
  return pipeline
}

/** The shader with its declarations and its entry. */
export function shaderOf({ inputs, outputs, numbers, workgroup, code }: Kernel): string {
  const array = (name: string, binding: number, access: string) =>
    `@group(0) @binding(${binding}) var<storage, ${access}> ${name}: array<f32>;`
  const flat = /fn run\(\w+: i32\)/.test(code)
  return [
    ...outputs.map((name, i) => array(name, i, 'read_write')),
    ...inputs.map((name, i) => array(name, outputs.length + i, 'read')),
    `struct Numbers { ${['originX', 'originY', 'originZ', 'groupsX', ...numbers].map((n) => `${n}: i32`).join(', ')} }`,
    `@group(0) @binding(${outputs.length + inputs.length}) var<uniform> numbers: Numbers;`,
    code,
    `@compute @workgroup_size(${workgroup.join(', ')})`,
    'fn main(@builtin(workgroup_id) workgroupId: vec3u, @builtin(local_invocation_id) localId: vec3u) {',
    '  let group = vec3i(workgroupId) + vec3i(numbers.originX, numbers.originY, numbers.originZ);',
    flat
      ? `  run((group.y * numbers.groupsX + group.x) * ${workgroup[0]} + i32(localId.x));`
      : '  run(group, vec3i(localId));',
    '}',
  ].join('\n')
}

/** Buffers of numbers that were needed before will be needed again: a step is like the last one. */
const uniforms = new WeakMap<GPUDevice, Map<string, GPUBuffer>>()
const MOST_KEPT = 8192

function numbersOf(queue: WebGpuQueue, values: readonly number[]): GPUBufferBinding {
  const { device } = queue
  let known = uniforms.get(device)
  if (!known) uniforms.set(device, (known = new Map()))
  const key = values.join()
  let buffer = known.get(key)
  if (!buffer) {
    if (known.size === MOST_KEPT) {
      queue.submit()
      for (const old of known.values()) old.destroy()
      known.clear()
    }
    buffer = device.createBuffer({
      size: Math.ceil(values.length / 4) * 16,
      usage: GPUBufferUsage.UNIFORM,
      mappedAtCreation: true,
    })
    new Int32Array(buffer.getMappedRange()).set(values)
    buffer.unmap()
    known.set(key, buffer)
  }
  return { buffer }
}
