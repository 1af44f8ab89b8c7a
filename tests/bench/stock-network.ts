import * as tf from '@tensorflow/tfjs-core'
import { bottlenecks, type Architecture } from '../../src/network/architecture.ts'
import { norm, stockBottleneck, type StockVariables } from './stock-layers.ts'

/** The whole network in training mode, out of TensorFlow.js' own operations: pictures to logits. */
export function stockLogits(
  pictures: tf.Tensor4D,
  at: StockVariables,
  architecture: Architecture,
): tf.Tensor2D {
  const stem = tf.relu(norm(tf.conv2d(pictures, at.filter('conv1.weight'), 2, 3), at, 'bn1'))
  let x: tf.Tensor4D = tf.maxPool(stem, 3, 2, 1)
  for (const block of bottlenecks(architecture)) x = stockBottleneck(x, at, block, architecture.cardinality)
  const features = tf.mean(x, [1, 2]) as tf.Tensor2D
  return tf.add(tf.matMul(features, at.get('fc.weight') as tf.Tensor as tf.Tensor2D), at.get('fc.bias'))
}

export const stockLoss = (logits: tf.Tensor2D, labels: tf.Tensor): tf.Scalar =>
  tf.mean(tf.losses.sigmoidCrossEntropy(labels as tf.Tensor2D, logits)) as tf.Scalar
