/** The objects of a JSON array, and where it is damaged. */
export interface JsonObjects {
  readonly objects: readonly unknown[]
  readonly damage?: { readonly at: number; readonly reason: string }
}

/** The objects of a JSON array; of one that is damaged those that are whole, wherever they stand. */
export function jsonObjects(text: string): JsonObjects {
  try {
    const all: unknown = JSON.parse(text)
    return Array.isArray(all) ? { objects: all } : { objects: [], damage: { at: 0, reason: 'it is no list' } }
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : String(error)
    return wholeOnes(text, reason)
  }
}

/** A bracket that nothing closes hides what follows: it is looked at again without that bracket, so often at most. */
const AGAIN = 20

function wholeOnes(text: string, reason: string): JsonObjects {
  const objects: unknown[] = []
  let [depth, start, quoted, sound, again] = [0, 0, false, 0, 0]
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (quoted) {
      if (char === '\\') i++
      else if (char === '"') quoted = false
      // No text of these files has a line end: a quote was lost before.
      else if (char === '\n') [quoted, depth] = [false, 0]
    } else if (char === '"') quoted = true
    else if (char === '{' && depth++ === 0) start = i
    else if (char === '}' && depth > 0 && --depth === 0) {
      const object = parsed(text.slice(start, i + 1))
      if (object === undefined) continue
      objects.push(object)
      sound = i + 1
    }
    if (i < text.length - 1 || depth === 0 || again++ === AGAIN) continue
    ;[i, depth, quoted] = [start, 0, false]
  }
  return { objects, damage: { at: sound, reason } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
