import { compact } from './compact/reader.ts'
import { mmash } from './mmash/reader.ts'
import type { Reader } from './reader.ts'

/** All formats. Each is asked which of the dropped files are its own; the first to claim a file has it. */
export const READERS: readonly Reader[] = [compact, mmash]
