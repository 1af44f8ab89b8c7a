import * as v from 'valibot'
import { Credit } from './format.ts'

/** `index.json` beside compact recordings: what there is to fetch, and whom it is owed to. */
export const Manifest = v.object({
  credit: Credit,
  recordings: v.array(
    v.object({
      participant: v.string(),
      /** File name beside the manifest. */
      file: v.pipe(v.string(), v.regex(/^[\w.-]+$/)),
      bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  ),
})
export type Manifest = v.InferOutput<typeof Manifest>
