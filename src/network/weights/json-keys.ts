const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const COLON = 0x3a

/**
 * The first key that an object of the text holds twice, or null. `JSON.parse` keeps the last of them and says
 * nothing, so that a file could show one thing to us and another to the next reader.
 * @param text valid JSON
 */
export function duplicateKey(text: string): string | null {
  const scopes: (Set<string> | null)[] = []
  let lastString = ''
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      lastString = text.slice(at, end)
      at = end - 1
    } else if (code === OPEN) scopes.push(new Set())
    else if (code === OPEN_LIST) scopes.push(null)
    else if (code === CLOSE || code === CLOSE_LIST) scopes.pop()
    else if (code === COLON) {
      // Escapes are resolved first: "a" and "\u0061" are the same name.
      const key = JSON.parse(lastString) as string
      const keys = scopes.at(-1)
      if (keys?.has(key)) return key
      keys?.add(key)
    }
  }
  return null
}

/** One past the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at + 1
}
