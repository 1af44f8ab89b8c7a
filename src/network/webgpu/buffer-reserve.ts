/** What of the backend's buffer manager (4.22) its types keep to themselves. */
export interface BufferManager {
  numFreeBuffers: number
  numBytesAllocated: number
  readonly freeBuffers: Map<string, GPUBuffer[]>
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer
}

/** Smaller buffers are not worth a thought. */
const LARGE = 2 ** 20
/** As much may lie about unused. */
const RESERVE = 2 ** 28

/**
 * TensorFlow.js keeps every buffer that was let go for the next tensor of exactly its size. A network's stages have
 * sizes of their own, so that in the end each stage's memory would lie idle while the others work. Here, before a
 * large buffer is made, unused ones are destroyed in its stead.
 * @param submit hands recorded commands over, since a buffer they speak of may not be destroyed before
 */
export function destroyUnusedBeforeGrowing(manager: BufferManager, submit: () => void): void {
  const { acquireBuffer } = manager
  manager.acquireBuffer = (size, usage, mappedAtCreation, reuse) => {
    const fits = manager.freeBuffers.get(`${size}_${usage}`)?.length ?? 0
    if (size >= LARGE && fits === 0 && manager.numBytesAllocated + size > RESERVE)
      makeRoom(manager, size, submit)
    return acquireBuffer.call(manager, size, usage, mappedAtCreation, reuse)
  }
}

function makeRoom(manager: BufferManager, wanted: number, submit: () => void): void {
  const unused = [...manager.freeBuffers.values()].filter(([first]) => (first?.size ?? 0) >= LARGE)
  if (unused.length === 0) return
  submit()
  let freed = 0
  for (const buffers of unused)
    while (freed < wanted && buffers.length > 0) {
      const buffer = buffers.pop() as GPUBuffer
      freed += buffer.size
      manager.numFreeBuffers--
      manager.numBytesAllocated -= buffer.size
      buffer.destroy()
    }
}
