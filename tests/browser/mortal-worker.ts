import * as Comlink from 'comlink'
import { showAlive } from '../../workers/alive.ts'

Comlink.expose({
  double: (value: number) => 2 * value,
  never: () => new Promise(() => undefined),
  die: () => close(),
})
showAlive()
