import { readdirSync, readFileSync } from 'node:fs'

const PAGE = 4096

/** What a process and all it has started hold in memory that is their own, in bytes; Linux alone. */
export function residentOf(root: number): number {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) {
      const parent = parentOf(Number(name))
      if (parent !== null) parents.set(Number(name), parent)
    }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return [...parents.keys()].filter(isOurs).reduce((sum, pid) => sum + ownPages(pid), 0)
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

/** Shared pages are left out: they would be counted once a process. */
function ownPages(pid: number): number {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number)
    return PAGE * Math.max(0, resident - shared)
  } catch {
    return 0
  }
}
