import * as v from 'valibot'

/** The part of samples/index.json that says whose data the sample days are. */
const Credit = v.object({ credit: v.string(), licence: v.string() })
export type Credit = v.InferOutput<typeof Credit>

export async function sampleCredit(): Promise<Credit> {
  const response = await fetch('./samples/index.json')
  if (!response.ok) throw new Error(`samples/index.json: ${response.status}`)
  return v.parse(Credit, await response.json())
}
