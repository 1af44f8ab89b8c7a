/** A network's parts from the input on, and what their tensors' names begin with. The classifier is never frozen. */
export const STAGES = ['stem', 'layer1', 'layer2', 'layer3', 'layer4'] as const
export type Stage = (typeof STAGES)[number]

/** What the names of a stage and of all before it begin with. */
export const prefixesUpTo = (stage: Stage): string[] =>
  STAGES.slice(0, STAGES.indexOf(stage) + 1).flatMap((name) => (name === 'stem' ? ['conv1', 'bn1'] : [name]))
