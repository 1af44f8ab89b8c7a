import { m } from '../../i18n/paraglide/messages.js'
import type { StageName } from './stages.ts'

/** A part of the network for people. */
export function stageWords(name: StageName): string {
  switch (name) {
    case 'input':
      return m.part_input()
    case 'stem':
      return m.part_stem()
    case 'gates':
      return m.part_gates()
    case 'end':
      return m.part_end()
    default:
      return m.part_stage({ number: name.slice('stage '.length) })
  }
}
