import { ARCHITECTURES, type Architecture } from '../architecture.ts'
import { branchesIn, designOf, isSequenceNetwork, type Design, type NetworkName } from '../design.ts'
import { SEQUENCE_ARCHITECTURES } from '../sequence-architecture.ts'
import { sizeOf, tensorSpecs, type TensorSpec } from '../tensors.ts'
import { inferenceNodes, INPUT, sequenceNodes, SEQUENCES } from './onnx-graph.ts'
import { model, type Node } from './onnx-messages.ts'
import { OUTPUT } from './onnx-nodes.ts'
import { assembled } from './protobuf.ts'
import type { StoredTensor } from './safetensors.ts'
import { complaints } from './shapes.ts'

/** Protocol Buffers' limit for one message. */
const LARGEST_FILE = 2 ** 31 - 1

/**
 * A trained picture network as an ONNX model for inference: input `pictures` [batch, channels, side, side], float32,
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
  if (!isSide(side)) throw new RangeError(`${side} is not a picture's side`)
  const { name } = architecture
  const specs = (outputs: number, channels: number): TensorSpec[] =>
    tensorSpecs(architecture, outputs, channels)
  const graph = { name, branches: 1, specs, input: INPUT, nodes: inferenceNodes(architecture) }
  return written(graph, tensors, { height: side, width: side }, metadata)
}

/**
 * Any network by its name, likewise. One over sequences has the input `sequences` [batch, channels, 1, steps].
 * @throws Error see `writeOnnx`
 */
export function writeNetworkOnnx(
  network: NetworkName,
  tensors: ReadonlyMap<string, StoredTensor>,
  { height, width }: { readonly height: number; readonly width: number },
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (!isSide(height) || !isSide(width)) throw new RangeError(`An input of ${height} × ${width}`)
  const design = designOf(network, branchesIn(network, tensors))
  const graph = isSequenceNetwork(network)
    ? { input: SEQUENCES, nodes: sequenceNodes(SEQUENCE_ARCHITECTURES[network], design.branches) }
    : { input: INPUT, nodes: inferenceNodes(ARCHITECTURES[network]) }
  return written({ ...design, ...graph }, tensors, { height, width }, metadata)
}

interface NetworkGraph extends Pick<Design, 'branches' | 'specs'> {
  readonly name: string
  readonly input: string
  readonly nodes: readonly Node[]
}

function written(
  { name, branches, specs: specsOf, input, nodes }: NetworkGraph,
  tensors: ReadonlyMap<string, StoredTensor>,
  { height, width }: { readonly height: number; readonly width: number },
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const outputs = tensors.get('fc.weight')?.shape[0] ?? 0
  const channels = (tensors.get('conv1.weight')?.shape[1] ?? 0) * branches
  const specs = specsOf(outputs, channels)
  const wrong = complaints({ tensors, ignored: [] }, specs)
  if (wrong.length > 0) throw new Error(`These tensors are not ${name}'s: ${wrong.join('; ')}`)
  const weights = new Map(specs.map((spec) => [spec.name, filled(spec.name, tensors.get(spec.name)!)]))
  const encoded = model(
    {
      name,
      nodes,
      weights,
      input: { name: input, shape: ['batch', channels, height, width] },
      output: { name: OUTPUT, shape: ['batch', outputs] },
    },
    metadata,
  )
  if (encoded.size > LARGEST_FILE)
    throw new RangeError(`${name} makes ${encoded.size} bytes of ONNX; a file holds ${LARGEST_FILE}`)
  return assembled(encoded)
}

const isSide = (side: number): boolean => Number.isSafeInteger(side) && side >= 1

function filled(name: string, tensor: StoredTensor): StoredTensor {
  const { shape, values } = tensor
  if (values.length !== sizeOf(shape))
    throw new RangeError(`${name}: ${values.length} values for the shape [${shape.join(', ')}]`)
  return tensor
}
