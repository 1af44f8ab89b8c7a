import { bottlenecks, type Architecture } from './architecture.ts'

/** What a tensor is to the network; decides its initial value and its layout in memory. */
export type TensorRole = 'convolution' | 'linear' | 'gamma' | 'beta' | 'bias' | 'runningMean' | 'runningVar'

export interface TensorSpec {
  /** timm's name. */
  readonly name: string
  /** timm's shape: convolutions [out, in / groups, height, width], linear layers [out, in]. */
  readonly shape: readonly number[]
  readonly role: TensorRole
}

export const isTrained = (role: TensorRole): boolean => role !== 'runningMean' && role !== 'runningVar'

export const convolutionSpec = (
  name: string,
  out: number,
  into: number,
  height: number,
  width: number,
): TensorSpec => ({ name: `${name}.weight`, shape: [out, into, height, width], role: 'convolution' })

export const normSpecs = (name: string, channels: number): TensorSpec[] => [
  { name: `${name}.weight`, shape: [channels], role: 'gamma' },
  { name: `${name}.bias`, shape: [channels], role: 'beta' },
  { name: `${name}.running_mean`, shape: [channels], role: 'runningMean' },
  { name: `${name}.running_var`, shape: [channels], role: 'runningVar' },
]

export const linearSpecs = (name: string, outputs: number, features: number): TensorSpec[] => [
  { name: `${name}.weight`, shape: [outputs, features], role: 'linear' },
  { name: `${name}.bias`, shape: [outputs], role: 'bias' },
]

/** Every tensor of a network of the ResNeXt family, in timm's order (batch-norm statistics follow their layer). */
export function tensorSpecs(architecture: Architecture, outputs: number, inputChannels = 3): TensorSpec[] {
  const specs: TensorSpec[] = []
  const convolution = (name: string, out: number, into: number, side: number) =>
    specs.push(convolutionSpec(name, out, into, side, side))
  const norm = (name: string, channels: number) => specs.push(...normSpecs(name, channels))

  convolution('conv1', architecture.stem, inputChannels, 7)
  norm('bn1', architecture.stem)
  let features = architecture.stem
  for (const block of bottlenecks(architecture)) {
    convolution(`${block.name}.conv1`, block.width, block.inputChannels, 1)
    norm(`${block.name}.bn1`, block.width)
    convolution(`${block.name}.conv2`, block.width, block.width / architecture.cardinality, 3)
    norm(`${block.name}.bn2`, block.width)
    convolution(`${block.name}.conv3`, block.outputChannels, block.width, 1)
    norm(`${block.name}.bn3`, block.outputChannels)
    if (block.squeezed > 0) {
      convolution(`${block.name}.se.fc1`, block.squeezed, block.outputChannels, 1)
      specs.push({ name: `${block.name}.se.fc1.bias`, shape: [block.squeezed], role: 'bias' })
      convolution(`${block.name}.se.fc2`, block.outputChannels, block.squeezed, 1)
      specs.push({ name: `${block.name}.se.fc2.bias`, shape: [block.outputChannels], role: 'bias' })
    }
    if (block.downsample) {
      convolution(`${block.name}.downsample.0`, block.outputChannels, block.inputChannels, 1)
      norm(`${block.name}.downsample.1`, block.outputChannels)
    }
    features = block.outputChannels
  }
  return [...specs, ...linearSpecs('fc', outputs, features)]
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

/** Trained numbers of a network: what "parameters" means in the paper and in timm. */
export function parameterCount(specs: readonly TensorSpec[]): number {
  return specs.filter((s) => isTrained(s.role)).reduce((sum, s) => sum + sizeOf(s.shape), 0)
}
