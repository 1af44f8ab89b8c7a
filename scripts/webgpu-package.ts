/** WebGPU for Node is 130 MB, so that only who computes with it installs it. */
export const HOW_TO_INSTALL = 'npm install --no-save webgpu@0.6.2'

/**
 * Gives this process what TensorFlow.js and our own code take for granted in a browser.
 * @throws Error that says what to install
 */
export async function webGpuIntoNode(): Promise<void> {
  const { create, globals } = (await import('webgpu' as string).catch((cause: unknown) => {
    throw new Error(`WebGPU under Node needs a package that is not installed: ${HOW_TO_INSTALL}`, { cause })
  })) as { create: (flags: readonly string[]) => GPU; globals: object }
  Object.assign(globalThis, globals)
  Object.defineProperty(globalThis, 'navigator', { value: { gpu: create([]) }, configurable: true })
  Object.defineProperty(globalThis, 'self', { value: globalThis, configurable: true })
}
