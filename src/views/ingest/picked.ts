/** A file that was picked or dropped, with its path inside what was picked. */
export interface Picked {
  readonly path: string
  readonly file: File
}

const pathOf = (file: File): string => file.webkitRelativePath || file.name

/** A person who closes the picker has chosen nothing: that is no error. */
async function unlessClosed<T>(pick: () => Promise<T>): Promise<T | null> {
  try {
    return await pick()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}

export async function pickFiles(): Promise<Picked[] | null> {
  const { fileOpen } = await import('browser-fs-access')
  const files = await unlessClosed(() => fileOpen({ multiple: true }))
  return files && files.map((file) => ({ path: file.name, file }))
}

export async function pickFolder(): Promise<Picked[] | null> {
  const { directoryOpen } = await import('browser-fs-access')
  const found = await unlessClosed(() => directoryOpen({ recursive: true }))
  // An empty folder comes as a list of handles without a file.
  return found && found.filter((entry) => entry instanceof File).map((file) => ({ path: pathOf(file), file }))
}
