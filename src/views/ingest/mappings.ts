import * as v from 'valibot'
import { MappingSchema, type Mapping } from '../../readers/mapped/mapping.ts'

/** Where the browser keeps them: they hold names of columns and of people, and no recordings. */
const KEY = 'mappings'

const Mappings = v.array(MappingSchema)

/** What was said of tables before; none where the browser keeps nothing, or something else. */
export function rememberedMappings(storage: Pick<Storage, 'getItem'> = localStorage): Mapping[] {
  try {
    const found = v.safeParse(Mappings, JSON.parse(storage.getItem(KEY) ?? '[]'))
    return found.success ? found.output : []
  } catch {
    return []
  }
}

/** Keeps what was said of a table, in the place of what was said of such tables before. */
export function rememberMapping(
  mapping: Mapping,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): void {
  const columns = JSON.stringify(mapping.columns)
  const others = rememberedMappings(storage).filter((other) => JSON.stringify(other.columns) !== columns)
  try {
    storage.setItem(KEY, JSON.stringify([...others, mapping]))
  } catch {
    // It holds for this drop then, and is asked for again.
  }
}

export const forgetMappings = (storage: Pick<Storage, 'removeItem'> = localStorage): void =>
  storage.removeItem(KEY)
