/** Whose post-processing makes a map of the terms: two reference programs', and the signed one, which loses nothing. */
export const READ_KINDS = ['fullgrad-saliency', 'pytorch-grad-cam', 'signed'] as const
export type ReadKind = (typeof READ_KINDS)[number]

/** And the signed one again, added up over two hours; see `gathered.ts`. */
export const MAP_KINDS = [...READ_KINDS, 'signed-hours'] as const
export type MapKind = (typeof MAP_KINDS)[number]

/** Maps that keep evidence for and against apart, and whose sum is the network's number. */
export const isSigned = (kind: MapKind): boolean => kind === 'signed' || kind === 'signed-hours'
