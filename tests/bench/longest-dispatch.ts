import { webGpuQueue } from '../../src/network/webgpu/queue.ts'

/** Milliseconds of the longest dispatch in a step, by the device's own clock; NaN where it has none. */
export async function longestDispatch(step: () => Promise<unknown>): Promise<number> {
  const { times } = webGpuQueue()
  const found: number[] = []
  times.onTimed = (_, ms) => found.push(ms)
  await step()
  // The times come with the next answers of the device.
  await webGpuQueue().device.queue.onSubmittedWorkDone()
  await new Promise((resolve) => setTimeout(resolve, 50))
  times.onTimed = null
  return found.length > 0 ? Math.max(...found) : NaN
}
