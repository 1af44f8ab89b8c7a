import * as tf from '@tensorflow/tfjs-core'
import { startBackend } from '../../src/network/backend.ts'
import {
  BLOCK,
  BLOCK_SPECS,
  blockGradient,
  blockInput,
  blockWeight,
  GROUPS,
  type BlockSize,
  type TrainingStep,
} from './block.ts'
import { StockVariables, stockBottleneck } from './stock-layers.ts'
import { stockAdamW } from './stock-optimiser.ts'

export async function stockBlock(size: BlockSize): Promise<TrainingStep> {
  await startBackend(['webgpu'], true)
  const variables = new StockVariables(BLOCK_SPECS, blockWeight)
  const { batch, side } = size
  const x = tf.tensor4d(blockInput(size), [batch, side, side, BLOCK.inputChannels])
  const dy = tf.tensor4d(blockGradient(size), [batch, side, side, BLOCK.outputChannels])
  const move = stockAdamW()
  return async () => {
    const loss = move(
      () => tf.sum(tf.mul(stockBottleneck(x, variables, BLOCK, GROUPS), dy)) as tf.Scalar,
      variables.all,
    )
    const [value = NaN] = await loss.data()
    loss.dispose()
    return value
  }
}
