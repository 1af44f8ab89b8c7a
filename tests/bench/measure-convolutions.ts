import * as tf from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { ARCHITECTURES, bottlenecks, type Bottleneck } from '../../src/network/architecture.ts'
import { checkDevice, startBackend } from '../../src/network/backend.ts'
import { convolutionKernels } from '../../src/network/ops/convolution.ts'
import { filterOf, filterShape, type ConvolutionShape } from '../../src/network/ops/convolution-shape.ts'
import { asRows, matrixProduct } from '../../src/network/ops/matrix-product.ts'
import { messageOf, QUICK, timed } from './measure.ts'
import { normals } from './normals.ts'
import type { ProductsRun } from './plan.ts'
import type { Row } from './row.ts'
import { groupedConvolution } from './stock-layers.ts'

const ARCHITECTURE = ARCHITECTURES.seresnext50_32x4d
const GROUPS = ARCHITECTURE.cardinality
/** The stem and its pool quarter the sides; each further stage halves them. */
const SHRUNK = [4, 8, 16, 32] as const

type Direction = 'forward' | 'input' | 'filter'
type Work = Record<Direction, () => tf.Tensor>

interface Layer {
  readonly name: string
  readonly shape: ConvolutionShape
}

function layersOf(block: Bottleneck, picture: number): Layer[] {
  const side = picture / (SHRUNK[block.stage - 1] ?? 1)
  const layer = (inputChannels: number, outputChannels: number, taps: number, groups: number): Layer => ({
    name:
      `${taps}×${taps}, ${side}×${side}, ${inputChannels} → ${outputChannels}` +
      (groups > 1 ? `, ${groups} groups` : ''),
    shape: {
      batch: 1,
      height: side,
      width: side,
      inputChannels,
      outputChannels,
      ...filterOf(taps, taps),
      stride: 1,
      groups,
    },
  })
  const { inputChannels, width, outputChannels } = block
  return [
    layer(inputChannels, width, 1, 1),
    layer(width, width, 3, GROUPS),
    layer(width, outputChannels, 1, 1),
  ]
}

function inputsOf(s: ConvolutionShape) {
  const dims = (channels: number): [number, number, number, number] => [s.batch, s.height, s.width, channels]
  const random = (shape: [number, number, number, number], seed: number) =>
    tf.tensor4d(normals(tf.util.sizeFromShape(shape), seed), shape)
  return {
    x: random(dims(s.inputChannels), 1),
    filter: random(filterShape(s), 2),
    dy: random(dims(s.outputChannels), 3),
  }
}
type Inputs = ReturnType<typeof inputsOf>

/** As the network calls them. */
function ours({ x, filter, dy }: Inputs, shape: ConvolutionShape): Work {
  if (shape.filterHeight > 1) {
    const kernels = convolutionKernels()
    return {
      forward: () => kernels.forward(x, filter, shape),
      input: () => kernels.inputGradient(dy, filter, shape),
      filter: () => kernels.filterGradient(x, dy, shape),
    }
  }
  const weight = tf.reshape(filter, [shape.inputChannels, shape.outputChannels]) as tf.Tensor2D
  const product = (...words: Parameters<typeof matrixProduct>) => tf.tidy(() => matrixProduct(...words))
  return {
    forward: () => product(asRows(x), weight),
    input: () => product(asRows(dy), weight, { transposeB: true }),
    filter: () => product(asRows(x), asRows(dy), { transposeA: true }),
  }
}

/** `tf.conv2d` and the kernels behind its gradients; groups are split, computed one by one and concatenated. */
function stock({ x, filter, dy }: Inputs, shape: ConvolutionShape): Work {
  const { groups, paddingHeight: pad, filterHeight: side } = shape
  const attributes = { strides: [1, 1], pad, dataFormat: 'NHWC' }
  const each = (
    a: tf.Tensor4D,
    b: tf.Tensor4D,
    kernel: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  ): tf.Tensor => {
    const others = tf.split(b, groups, 3)
    return tf.concat(
      tf.split(a, groups, 3).map((part, i) => kernel(part, others[i] as tf.Tensor)),
      3,
    )
  }
  const input = (gradient: tf.Tensor, weights: tf.Tensor): tf.Tensor =>
    tf
      .engine()
      .runKernel(
        tf.Conv2DBackpropInput,
        { dy: gradient, filter: weights },
        { ...attributes, inputShape: [...x.shape.slice(0, 3), x.shape[3] / groups] },
      ) as tf.Tensor
  const taps = (pixels: tf.Tensor, gradient: tf.Tensor): tf.Tensor =>
    tf
      .engine()
      .runKernel(
        tf.Conv2DBackpropFilter,
        { x: pixels, dy: gradient },
        { ...attributes, filterShape: [side, side, filter.shape[2], filter.shape[3] / groups] },
      ) as tf.Tensor
  const grouped = groups > 1
  return {
    forward: () =>
      tf.tidy(() => (grouped ? groupedConvolution(x, filter, 1, groups) : tf.conv2d(x, filter, 1, pad))),
    input: () => tf.tidy(() => (grouped ? each(dy, filter, input) : input(dy, filter))),
    filter: () => tf.tidy(() => (grouped ? each(x, dy, taps) : taps(x, dy))),
  }
}

/** WebGPU answers before it has computed; the others compute at once. */
async function finish(): Promise<void> {
  if (tf.getBackend() !== 'webgpu') return
  const backend = tf.backend() as WebGPUBackend
  backend.ensureCommandEncoderReady()
  backend.endComputePassEncoder()
  backend.submitQueue()
  await backend.device.queue.onSubmittedWorkDone()
}

export async function measureConvolutions({ subject, rival, backend, picture }: ProductsRun): Promise<Row[]> {
  await startBackend([backend], true)
  const rows: Row[] = []
  for (const block of insideOfStages())
    for (const { name, shape } of layersOf(block, picture)) {
      const inputs = inputsOf(shape)
      const work = rival === 'PixleepFlow' ? ours(inputs, shape) : stock(inputs, shape)
      const figures: Record<string, number> = {}
      const notes: string[] = []
      for (const direction of ['forward', 'input', 'filter'] as const)
        try {
          const once = async () => {
            work[direction]().dispose()
            await finish()
          }
          figures[direction] = (await timed(once, QUICK)).ms
        } catch (error) {
          notes.push(`${direction}: ${messageOf(error)}`)
        }
      tf.dispose(Object.values(inputs))
      rows.push({ subject: `${subject}: ${name}`, by: rival, figures, note: notes.join('; ') || undefined })
    }
  checkDevice()
  return rows
}

/** The second bottleneck of each stage: the first has a stride and its own shapes. */
const insideOfStages = (): Bottleneck[] =>
  bottlenecks(ARCHITECTURE).filter(
    (block, i, all) => all[i - 1]?.stage === block.stage && all[i - 2]?.stage !== block.stage,
  )
