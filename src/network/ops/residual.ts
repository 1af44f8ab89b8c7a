import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { chain, noWayBack, release, type Operation } from '../pass.ts'
import { rectifiedSum, sum, throughRelu } from './rectify.ts'

/**
 * Two ways to the same sum, then ReLU (He et al. 2016, section 3.2).
 * @param shortcut null where it is the input itself
 */
export const residual =
  (main: readonly Operation[], shortcut: readonly Operation[] | null): Operation =>
  (pass, input) => {
    const straight = chain(pass, input, main)
    const short = shortcut && chain(pass, input, shortcut)
    const output = rectifiedSum(straight.output, short?.output ?? input)
    tf.dispose([straight.output, ...(short ? [short.output] : [])])
    if (!pass.record) return { output, pullback: noWayBack }
    const kept = handleOn(output)
    return {
      output,
      pullback: (gradient) => {
        const dy = throughRelu(gradient, kept)
        gradient.dispose()
        release(pass, [kept])
        const aside = handleOn(dy)
        const byMain = straight.pullback(dy)
        const byShortcut = short ? short.pullback(aside) : aside
        const dx = sum(byMain, byShortcut)
        tf.dispose([byMain, byShortcut])
        return dx
      },
    }
  }
