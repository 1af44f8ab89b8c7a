/** Asks for one safetensors file; null where the picker was closed without a choice. */
export async function pickWeights(): Promise<File | null> {
  const { fileOpen } = await import('browser-fs-access')
  try {
    return await fileOpen({ extensions: ['.safetensors'] })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}
