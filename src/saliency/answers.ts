import type { Model } from '../network/model.ts'
import { logitsOf, sigmoid } from '../training/evaluate.ts'
import type { Answer } from './occlusion.ts'

/** A network's seven probabilities for days as it sees them. */
export const answersOf =
  (model: Model): Answer =>
  async (days) => {
    const logits = await logitsOf(
      model,
      days.map((encoded) => ({ encoded })),
    )
    return logits.map((row) => row.map(sigmoid))
  }
