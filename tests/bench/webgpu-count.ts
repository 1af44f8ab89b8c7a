/** Counts what a page asks of WebGPU, by wrapping the interfaces that every library must use. */

export interface WebGpuCounts {
  dispatches: number
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
  const counts: WebGpuCounts = { dispatches: 0, submits: 0, buffers: 0, bufferBytes: 0, alive: 0, peak: 0 }
  const living = new WeakSet<GPUBuffer>()

  const pass = GPUComputePassEncoder.prototype
  const { dispatchWorkgroups, dispatchWorkgroupsIndirect } = pass
  pass.dispatchWorkgroups = function (x, y, z) {
    counts.dispatches++
    dispatchWorkgroups.call(this, x, y, z)
  }
  pass.dispatchWorkgroupsIndirect = function (buffer, offset) {
    counts.dispatches++
    dispatchWorkgroupsIndirect.call(this, buffer, offset)
  }

  const queue = GPUQueue.prototype
  const { submit } = queue
  queue.submit = function (commands) {
    counts.submits++
    submit.call(this, commands)
  }

  const device = GPUDevice.prototype
  const { createBuffer } = device
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
