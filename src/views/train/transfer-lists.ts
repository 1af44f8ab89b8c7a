import { m } from '../../i18n/paraglide/messages.js'
import type { TransferPlan } from '../../network/weights/transfer-plan.ts'

export interface TransferLists {
  /** How many of the network's tensors the file gives, and how many there are. */
  readonly taken: number
  readonly all: number
  /** What is not simply taken, with a name for each kind; empty kinds are left out. */
  readonly lists: readonly { readonly title: string; readonly names: readonly string[] }[]
}

/** What a file gives, for people. */
export function transferLists(plan: TransferPlan): TransferLists {
  const { adapted, replaced, missing, surplus } = plan
  const taken = plan.taken.length + adapted.length
  const lists = [
    { title: m.start_adapted(), names: adapted },
    { title: m.start_replaced(), names: replaced },
    { title: m.start_missing(), names: missing },
    { title: m.start_surplus(), names: surplus },
  ]
  return {
    taken,
    all: taken + replaced.length + missing.length,
    lists: lists.filter(({ names }) => names.length > 0),
  }
}
