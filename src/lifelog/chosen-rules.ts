import * as v from 'valibot'
import { LABELS, MMASH_RULES, type CutOff, type Label, type LabelRule } from './labels.ts'

/** Cut-offs that somebody chose in place of the usual ones. */
export type ChosenCutOffs = Readonly<Partial<Record<Label, CutOff>>>

/** Checks `CutOff` wherever it comes from outside. */
export const CutOffSchema: v.GenericSchema<CutOff> = v.union([
  v.pipe(v.number(), v.finite()),
  v.picklist(['median', 'mean', 'ownMean']),
])

export const ChosenCutOffsSchema: v.GenericSchema<ChosenCutOffs> = v.record(v.picklist(LABELS), CutOffSchema)

/** The usual rules with the chosen cut-offs in them; which side is good nobody chooses. */
export const rulesWith = (chosen: ChosenCutOffs): readonly LabelRule[] =>
  MMASH_RULES.map((rule) => ({ ...rule, cutOff: chosen[rule.label] ?? rule.cutOff }))

/** Whether two sets of rules answer alike. */
export const sameRules = (a: readonly LabelRule[], b: readonly LabelRule[]): boolean =>
  LABELS.every((label) => cutOffIn(a, label) === cutOffIn(b, label))

const cutOffIn = (rules: readonly LabelRule[], label: Label): CutOff | undefined =>
  rules.find((rule) => rule.label === label)?.cutOff
