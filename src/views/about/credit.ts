import * as v from 'valibot'
import { Manifest } from '../../readers/compact/manifest.ts'

/** Whose the sample days are; it lies beside them. */
export async function sampleCredit(): Promise<Manifest['credit']> {
  const response = await fetch('./samples/index.json')
  if (!response.ok) throw new Error(`samples/index.json: ${response.status}`)
  return v.parse(Manifest, await response.json()).credit
}
