import { MAP_KINDS, type MapKind } from '../../saliency/kind-names.ts'

const KEY = 'map'

type Memory = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Which map lies over the pictures: remembered from day to day, and from visit to visit. */
export class MapChoice {
  #kind = $state<MapKind>(MAP_KINDS[0])
  readonly #memory: () => Memory

  constructor(memory: () => Memory) {
    this.#memory = memory
    const kept = memory().getItem(KEY)
    this.#kind = MAP_KINDS.find((kind) => kind === kept) ?? MAP_KINDS[0]
  }

  get kind(): MapKind {
    return this.#kind
  }

  set kind(kind: MapKind) {
    this.#kind = kind
    this.#memory().setItem(KEY, kind)
  }
}

export const forgetMapChoice = (memory: Pick<Storage, 'removeItem'> = localStorage): void =>
  memory.removeItem(KEY)
