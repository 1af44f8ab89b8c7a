import type { Explanation } from '../src/saliency/explanation.ts'

/** What the learn worker says of why a network answered as it did. */
export interface ExplainApi {
  /** All seven answers of a stored model on a stored day, from one forward pass, in the order of LABELS. */
  explain(modelId: string, dayId: string): Promise<Explanation[]>
}
