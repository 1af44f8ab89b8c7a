import { concatenated, float, integer, integers, message, raw, text, type Encoded } from './protobuf.ts'
import type { StoredTensor } from './safetensors.ts'

/** ONNX's messages with the field numbers of its `onnx.proto`: only what an inference graph needs. */

const FLOAT = 1
/** The IR version that came with operator set 17. */
const IR_VERSION = 8
const OPERATOR_SET = 17
const ATTRIBUTE_TYPE = { float: 1, integer: 2, integers: 7 } as const

/** A list of integers, an integer, or, as `{ float }`, a number of single precision. */
export type Attribute = readonly number[] | number | { readonly float: number }

export interface Node {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes?: Readonly<Record<string, Attribute>>
}

/** A value's name and shape; a text in the shape is a length left open. */
export interface Value {
  readonly name: string
  readonly shape: readonly (number | string)[]
}

export interface Graph {
  readonly name: string
  readonly nodes: readonly Node[]
  readonly weights: ReadonlyMap<string, StoredTensor>
  readonly input: Value
  readonly output: Value
}

function attribute(name: string, value: Attribute): Encoded {
  const typed = (type: number, field: Encoded): Encoded => message(5, text(1, name), field, integer(20, type))
  if (typeof value === 'number') return typed(ATTRIBUTE_TYPE.integer, integer(3, value))
  if ('float' in value) return typed(ATTRIBUTE_TYPE.float, float(2, value.float))
  return typed(ATTRIBUTE_TYPE.integers, integers(8, value))
}

const node = ({ operator, inputs, output, attributes = {} }: Node): Encoded =>
  message(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    // A node is named after what it makes, which is unique.
    text(3, output),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  )

const initializer = (name: string, { shape, values }: StoredTensor): Encoded =>
  message(
    5,
    integers(1, shape),
    integer(2, FLOAT),
    text(8, name),
    raw(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  )

const dimension = (length: number | string): Encoded =>
  message(1, typeof length === 'number' ? integer(1, length) : text(2, length))

const value = (field: number, { name, shape }: Value): Encoded =>
  message(
    field,
    text(1, name),
    message(2, message(1, integer(1, FLOAT), message(2, ...shape.map(dimension)))),
  )

/** A whole model, ready to be put together. */
export function model(graph: Graph, metadata: Readonly<Record<string, string>>): Encoded {
  const content = concatenated([
    ...graph.nodes.map(node),
    text(2, graph.name),
    ...[...graph.weights].map(([name, tensor]) => initializer(name, tensor)),
    value(11, graph.input),
    value(12, graph.output),
  ])
  return concatenated([
    integer(1, IR_VERSION),
    text(2, 'PixleepFlow'),
    message(7, content),
    message(8, text(1, ''), integer(2, OPERATOR_SET)),
    ...Object.entries(metadata).map(([key, entry]) => message(14, text(1, key), text(2, entry))),
  ])
}
