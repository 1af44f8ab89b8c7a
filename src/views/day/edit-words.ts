import { m } from '../../i18n/paraglide/messages.js'
import type { EditKind } from '../../inputs/edits.ts'

const NAMES: Readonly<Record<EditKind, () => string>> = {
  erase: m.edit_erase,
  hold: m.edit_hold,
  shift: m.edit_shift,
  exaggerate: m.edit_exaggerate,
}

export const editName = (kind: EditKind): string => NAMES[kind]()
