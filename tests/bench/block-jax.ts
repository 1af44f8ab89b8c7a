import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax'
import {
  ADAM_EPSILON,
  BETA1,
  BETA2,
  BLOCK,
  BLOCK_SPECS,
  blockGradient,
  blockInput,
  blockWeight,
  GROUPS,
  LEARNING_RATE,
  NORM_EPSILON,
  WEIGHT_DECAY,
  type BlockSize,
  type TrainingStep,
} from './block.ts'
import { channelsFirst } from './normals.ts'
import { isTrained } from '../../src/network/tensors.ts'

/**
 * jax-js frees an array when its references are used up: every use of an array but the last asks for `.ref`.
 * Channels first, as its convolution wants; that takes groups by itself.
 */
type Weights = Record<string, np.Array>

const of = (weights: Weights, name: string): np.Array => {
  const weight = weights[`${BLOCK.name}.${name}`]
  if (!weight) throw new Error(`no weight ${name}`)
  return weight.ref
}

/** A channel's number over all positions. */
const overChannels = (values: np.Array): np.Array => values.reshape([1, -1, 1, 1])

const conv = (x: np.Array, filter: np.Array, padding: number, groups = 1): np.Array =>
  lax.convGeneralDilated(
    x,
    filter,
    [1, 1],
    [
      [padding, padding],
      [padding, padding],
    ],
    { featureGroupCount: groups },
  )

function norm(x: np.Array, weights: Weights, name: string): np.Array {
  const mean = np.mean(x.ref, [0, 2, 3], { keepdims: true })
  const centred = x.sub(mean)
  const variance = np.mean(np.square(centred.ref), [0, 2, 3], { keepdims: true })
  const normal = centred.div(np.sqrt(variance.add(NORM_EPSILON)))
  return normal
    .mul(overChannels(of(weights, `${name}.weight`)))
    .add(overChannels(of(weights, `${name}.bias`)))
}

function gate(x: np.Array, weights: Weights): np.Array {
  const layer = (input: np.Array, name: string): np.Array =>
    conv(input, of(weights, `${name}.weight`), 0).add(overChannels(of(weights, `${name}.bias`)))
  const mean = np.mean(x.ref, [2, 3], { keepdims: true })
  return x.mul(nn.sigmoid(layer(nn.relu(layer(mean, 'se.fc1')), 'se.fc2')))
}

/** Consumes the input and the gradient; the weights are consumed as a whole. */
function loss(weights: Weights, x: np.Array, dy: np.Array): np.Array {
  const first = nn.relu(norm(conv(x.ref, of(weights, 'conv1.weight'), 0), weights, 'bn1'))
  const second = nn.relu(norm(conv(first, of(weights, 'conv2.weight'), 1, GROUPS), weights, 'bn2'))
  const third = norm(conv(second, of(weights, 'conv3.weight'), 0), weights, 'bn3')
  const output = nn.relu(gate(third, weights).add(x))
  tree.dispose(weights)
  return output.mul(dy).sum()
}

type Moved = [weight: np.Array, mean: np.Array, square: np.Array]

function adamW(
  weight: np.Array,
  gradient: np.Array,
  oldMean: np.Array,
  oldSquare: np.Array,
  correction: { first: np.Array; second: np.Array },
): Moved {
  const mean = oldMean.mul(BETA1).add(gradient.ref.mul(1 - BETA1))
  const square = oldSquare.mul(BETA2).add(np.square(gradient).mul(1 - BETA2))
  const spread = np.sqrt(square.ref.div(correction.second.ref)).add(ADAM_EPSILON)
  const towards = mean.ref.div(correction.first.ref).div(spread).mul(LEARNING_RATE)
  return [weight.mul(1 - LEARNING_RATE * WEIGHT_DECAY).sub(towards), mean, square]
}

type State = { weights: Weights; means: Weights; squares: Weights }
type Input = { x: np.Array; dy: np.Array; first: np.Array; second: np.Array }

/** The whole step in one jitted function, as its documentation advises. */
const trainingStep = jit((state: State, input: Input): { state: State; loss: np.Array } => {
  const { x, dy, first, second } = input
  const [value, gradients] = valueAndGrad(loss)(tree.ref(state.weights), x, dy)
  const moved: State = { weights: {}, means: {}, squares: {} }
  for (const [name, weight] of Object.entries(state.weights)) {
    const [mean, square, gradient] = [state.means[name], state.squares[name], (gradients as Weights)[name]]
    if (!mean || !square || !gradient) throw new Error(`no gradient or moments for ${name}`)
    ;[moved.weights[name], moved.means[name], moved.squares[name]] = adamW(weight, gradient, mean, square, {
      first,
      second,
    })
  }
  first.dispose()
  second.dispose()
  return { state: moved, loss: value }
})

const arrayOf = (values: Float32Array): np.Array => np.array(new Float32Array(values))

export async function jaxBlock(size: BlockSize): Promise<TrainingStep> {
  const devices = await init()
  if (!devices.includes('webgpu')) throw new Error('jax-js did not start WebGPU')
  defaultDevice('webgpu')
  const specs = BLOCK_SPECS.filter(({ role }) => isTrained(role))
  const each = (valuesOf: (spec: (typeof specs)[number]) => Float32Array): Weights =>
    Object.fromEntries(specs.map((spec) => [spec.name, arrayOf(valuesOf(spec)).reshape([...spec.shape])]))
  const zeros = () => each((spec) => new Float32Array(blockWeight(spec).length))
  const { batch, side } = size
  const x = arrayOf(channelsFirst(blockInput(size), batch, BLOCK.inputChannels))
  const dy = arrayOf(channelsFirst(blockGradient(size), batch, BLOCK.outputChannels))
  const shape = (channels: number) => [batch, channels, side, side]
  const inputs = { x: x.reshape(shape(BLOCK.inputChannels)), dy: dy.reshape(shape(BLOCK.outputChannels)) }
  let state: State = { weights: each(blockWeight), means: zeros(), squares: zeros() }
  let steps = 0

  return async () => {
    steps++
    const done = trainingStep(state, {
      x: inputs.x.ref,
      dy: inputs.dy.ref,
      first: np.array(1 - BETA1 ** steps),
      second: np.array(1 - BETA2 ** steps),
    })
    state = done.state
    const [value = NaN] = await done.loss.data()
    return value
  }
}
