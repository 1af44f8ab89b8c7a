/** Whose post-processing makes a map of the terms: two reference programs', and the signed one, which loses nothing. */
export const MAP_KINDS = ['fullgrad-saliency', 'pytorch-grad-cam', 'signed'] as const
export type MapKind = (typeof MAP_KINDS)[number]
