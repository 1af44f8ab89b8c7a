let failure: string | null = null

/** Some backends go on after an error as if nothing had happened, and hand out garbage: somebody must listen. */
export function watchWebGpu(device: GPUDevice): void {
  failure = null
  device.addEventListener('uncapturederror', ({ error }) => (failure ??= error.message))
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') failure ??= message || 'the graphics device was lost'
  })
}

/** TensorFlow.js makes a new context after a loss, without what the textures held. */
export function watchWebGl(canvas: EventTarget): void {
  failure = null
  canvas.addEventListener('webglcontextlost', () => (failure ??= 'the graphics context was lost'))
}

export class DeviceError extends Error {
  override readonly name = 'DeviceError'
}

/** @throws DeviceError when the device that computes has failed since it started */
export function checkDevice(): void {
  if (failure !== null) throw new DeviceError(failure)
}
