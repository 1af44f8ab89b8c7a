import type { InputKind } from '../inputs/encoding.ts'

/** Networks that come with the app, by what they look at. Made by `npm run train` on virtual participants. */
const SHIPPED: Readonly<Partial<Record<InputKind, string>>> = {
  picture: 'pictures.safetensors',
  raw: 'simulated.safetensors',
}

/** The one that answers a first time: the best on people whom it has never seen. */
export const FIRST_MODEL = 'simulated.safetensors'

export const shippedFor = (input: InputKind): string | null => SHIPPED[input] ?? null

/** @throws Error where the app's own files can't be read, as they can't without a connection before it is stored */
export async function fetchShipped(name: string): Promise<File> {
  const address = `models/${name}`
  const answer = await fetch(new URL(address, document.baseURI))
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return new File([await answer.blob()], name)
}
