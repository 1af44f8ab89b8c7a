/**
 * The quick preset in numbers, for the page to show before the learn worker is asked. Written down here because the
 * preset's own module brings TensorFlow.js with it; a test holds the two together.
 */
export const QUICK_FACTS = {
  parameters: 2_043_071,
  epochs: 10,
  batch: 8,
  side: { gpu: 224, processor: 112 },
} as const
