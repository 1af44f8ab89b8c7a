import { expect, it } from 'vitest'
import { LABELS } from '../../src/lifelog/labels.ts'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { INPUT_CHANNELS } from '../../src/network/model.ts'
import { parameterCount, tensorSpecs } from '../../src/network/tensors.ts'
import { QUICK } from '../../src/training/preset.ts'
import { QUICK_FACTS } from '../../src/views/train/quick-facts.ts'

it('shows the quick preset as it is', () => {
  const specs = tensorSpecs(ARCHITECTURES[QUICK.architecture], LABELS.length, INPUT_CHANNELS)
  expect(QUICK_FACTS).toEqual({
    parameters: parameterCount(specs),
    epochs: QUICK.epochs,
    batch: QUICK.batch,
    side: { gpu: QUICK.side('webgpu'), processor: QUICK.side('wasm') },
  })
})
