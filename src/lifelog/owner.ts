/**
 * Whose days the exports of watches and phones are, which name nobody: those of the person whose device this is. The
 * diary is theirs as well.
 */
export const OWNER = 'me'
