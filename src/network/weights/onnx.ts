import type { Architecture } from '../architecture.ts'
import { sizeOf, tensorSpecs } from '../tensors.ts'
import { inferenceNodes, INPUT, OUTPUT } from './onnx-graph.ts'
import { model } from './onnx-messages.ts'
import { assembled } from './protobuf.ts'
import type { StoredTensor } from './safetensors.ts'
import { complaints } from './shapes.ts'

/** Protocol Buffers' limit for one message. */
const LARGEST_FILE = 2 ** 31 - 1

/**
 * A trained network as an ONNX model for inference: input `pictures` [batch, channels, side, side], float32,
 * normalised as in training; output `logits` [batch, outputs]. The batch may have any size.
 * @param tensors the network's, under timm's names; what else the map holds is left out
 * @param metadata goes into the model's `metadata_props`
 * @throws Error when a tensor is missing or has another shape, or the file would pass the format's 2 GiB
 */
export function writeOnnx(
  architecture: Architecture,
  tensors: ReadonlyMap<string, StoredTensor>,
  side: number,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(side) || side < 1) throw new RangeError(`${side} is not a picture's side`)
  const outputs = tensors.get('fc.weight')?.shape[0] ?? 0
  const channels = tensors.get('conv1.weight')?.shape[1] ?? 0
  const specs = tensorSpecs(architecture, outputs, channels)
  const wrong = complaints({ tensors, ignored: [] }, specs)
  if (wrong.length > 0) throw new Error(`These tensors are not ${architecture.name}'s: ${wrong.join('; ')}`)
  const weights = new Map(specs.map(({ name }) => [name, filled(name, tensors.get(name)!)]))
  const encoded = model(
    {
      name: architecture.name,
      nodes: inferenceNodes(architecture),
      weights,
      input: { name: INPUT, shape: ['batch', channels, side, side] },
      output: { name: OUTPUT, shape: ['batch', outputs] },
    },
    metadata,
  )
  if (encoded.size > LARGEST_FILE)
    throw new RangeError(
      `${architecture.name} makes ${encoded.size} bytes of ONNX; a file holds ${LARGEST_FILE}`,
    )
  return assembled(encoded)
}

function filled(name: string, tensor: StoredTensor): StoredTensor {
  const { shape, values } = tensor
  if (values.length !== sizeOf(shape))
    throw new RangeError(`${name}: ${values.length} values for the shape [${shape.join(', ')}]`)
  return tensor
}
