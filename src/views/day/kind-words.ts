import { m } from '../../i18n/paraglide/messages.js'
import type { MapKind } from '../../saliency/kind-names.ts'

const WORDS: Readonly<Record<MapKind, { name: () => string; why: () => string }>> = {
  'fullgrad-saliency': { name: m.map_fullgrad, why: m.map_fullgrad_why },
  'pytorch-grad-cam': { name: m.map_gradcam, why: m.map_gradcam_why },
  signed: { name: m.map_signed, why: m.map_signed_why },
  'signed-hours': { name: m.map_signed_hours, why: m.map_signed_hours_why },
}

export const kindName = (kind: MapKind): string => WORDS[kind].name()
/** What makes this map differ from the others, in a sentence. */
export const kindWhy = (kind: MapKind): string => WORDS[kind].why()
