/** Counts what a page asks of WebGPU, by wrapping the interfaces that every library must use. */

export interface WebGpuCounts {
  /** Set to leave the dispatches out: buffers are made and let go as in a true run, but nothing is computed. */
  dry: boolean
  dispatches: number
  /** Bytes of all storage that dispatches could see: what they read and write, each array once a dispatch. */
  bytesBound: number
  submits: number
  /** Buffers made, and their bytes. */
  buffers: number
  bufferBytes: number
  /** Bytes of all buffers that were made and not yet destroyed, and the most there were of them. */
  alive: number
  peak: number
}

/** Counts everything from now on; called before any library has a device. */
export function countWebGpu(): WebGpuCounts {
  const counts: WebGpuCounts = {
    dry: false,
    dispatches: 0,
    bytesBound: 0,
    submits: 0,
    buffers: 0,
    bufferBytes: 0,
    alive: 0,
    peak: 0,
  }
  const living = new WeakSet<GPUBuffer>()

  const groupBytes = new WeakMap<GPUBindGroup, number>()
  const bound = new WeakMap<GPUComputePassEncoder, Map<number, number>>()
  const pass = GPUComputePassEncoder.prototype
  const { setBindGroup, dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass
  pass.setBindGroup = function (this: GPUComputePassEncoder, ...given: [number, GPUBindGroup]) {
    const groups = bound.get(this) ?? new Map<number, number>()
    bound.set(this, groups.set(given[0], groupBytes.get(given[1]) ?? 0))
    Reflect.apply(setBindGroup, this, given)
  }
  const count = (encoder: GPUComputePassEncoder) => {
    counts.dispatches++
    for (const bytes of bound.get(encoder)?.values() ?? []) counts.bytesBound += bytes
  }
  pass.dispatchWorkgroups = function (x, y, z) {
    count(this)
    if (!counts.dry) dispatchWorkgroups.call(this, x, y, z)
  }
  pass.dispatchWorkgroupsIndirect = function (buffer, offset) {
    count(this)
    if (!counts.dry) dispatchWorkgroupsIndirect.call(this, buffer, offset)
  }

  const queue = GPUQueue.prototype
  const { submit } = queue
  queue.submit = function (commands) {
    counts.submits++
    submit.call(this, commands)
  }

  const device = GPUDevice.prototype
  const { createBuffer, createBindGroup } = device
  device.createBindGroup = function (descriptor) {
    const group = createBindGroup.call(this, descriptor)
    let bytes = 0
    for (const { resource } of descriptor.entries) {
      const part = resource instanceof GPUBuffer ? { buffer: resource } : resource
      if ('buffer' in part && part.buffer.usage & GPUBufferUsage.STORAGE)
        bytes += part.size ?? part.buffer.size - (part.offset ?? 0)
    }
    groupBytes.set(group, bytes)
    return group
  }
  device.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor)
    living.add(buffer)
    counts.buffers++
    counts.bufferBytes += descriptor.size
    counts.alive += descriptor.size
    counts.peak = Math.max(counts.peak, counts.alive)
    return buffer
  }

  const gpuBuffer = GPUBuffer.prototype
  const { destroy } = gpuBuffer
  gpuBuffer.destroy = function () {
    if (living.delete(this)) counts.alive -= this.size
    destroy.call(this)
  }
  return counts
}
