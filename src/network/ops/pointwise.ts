import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, release, type Operation } from '../pass.ts'
import { dilate } from './dilate.ts'
import { asRows, matrixProduct } from './matrix-product.ts'

/**
 * Every second row and column: a pool of one pixel, which every backend does in a thousandth of a second; on WASM
 * a strided slice takes two hundred.
 */
const everyOther = (x: tf.Tensor4D): tf.Tensor4D => tf.maxPool(x, 1, 2, 'valid')

/**
 * A 1×1 convolution without bias: a matrix product over all positions.
 * [batch, height, width, in] to [batch, ⌈height / stride⌉, ⌈width / stride⌉, out]; the weight is [in, out].
 */
export const pointwise =
  (name: string, stride: 1 | 2 = 1): Operation =>
  (pass, input) => {
    const weight = pass.parameters.get(name) as tf.Tensor2D
    const [batch = 0, height = 0, width = 0] = input.shape
    const every = stride === 1 ? handleOn(input) : everyOther(input as tf.Tensor4D)
    const outputShape = [batch, every.shape[1] ?? 0, every.shape[2] ?? 0, weight.shape[1]]
    const output = tf.tidy(() => tf.reshape(matrixProduct(asRows(every), weight), outputShape))
    if (!pass.record) {
      every.dispose()
      return { output, pullback: noWayBack }
    }
    return {
      output,
      pullback: (gradient) => {
        const rows = asRows(gradient)
        if (pass.gradients) {
          const x = asRows(every)
          pass.gradients.set(name, matrixProduct(x, rows, { transposeA: true }, pass.gradients.place(name)))
          x.dispose()
        }
        const inputGradient = tf.tidy(() => {
          const back = tf.reshape(matrixProduct(rows, weight, { transposeB: true }), every.shape)
          return stride === 1 ? back : dilate(back as tf.Tensor4D, stride, height, width)
        })
        tf.dispose([rows, gradient])
        release(pass, [every])
        return inputGradient
      },
    }
  }
