import { LABELS, type Label } from '../../lifelog/labels.ts'

/** From the raw signal to the heat map, and whether to believe it. */
export const STEPS = ['signal', 'picture', 'answers', 'heat', 'measured', 'trust'] as const
export type StepName = (typeof STEPS)[number]

export type LessonWish =
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'map' }
  | { readonly kind: 'help' }
  | { readonly kind: 'full' }
  | { readonly kind: 'leave' }

/** What a key asks for; null for any other. Presenters' remote controls send page keys. */
export function wishOf(key: string): LessonWish | null {
  switch (key) {
    case 'ArrowRight':
    case 'PageDown':
    case ' ':
      return { kind: 'step', by: 1 }
    case 'ArrowLeft':
    case 'PageUp':
      return { kind: 'step', by: -1 }
    case 'm':
      return { kind: 'map' }
    case '?':
      return { kind: 'help' }
    case 'f':
      return { kind: 'full' }
    case 'Escape':
      return { kind: 'leave' }
  }
  const label = /^[1-7]$/.test(key) ? LABELS[Number(key) - 1] : undefined
  return label ? { kind: 'label', label } : null
}

/** A step further or back, within the lesson. */
export const stepFrom = (at: number, by: number): number => Math.min(STEPS.length - 1, Math.max(0, at + by))

/**
 * One sensor's day as a line, for a box of 1000 × 300: its lowest value at the bottom, its highest at the top.
 * @param values one a step, NaN where unknown: there the line is broken
 */
export function signalPath(values: Float32Array, width = 1000, height = 300): string {
  const known = values.filter((value) => value === value)
  if (known.length === 0) return ''
  const low = known.reduce((a, b) => Math.min(a, b))
  const range = known.reduce((a, b) => Math.max(a, b)) - low || 1
  let path = ''
  let drawing = false
  for (const [i, value] of values.entries()) {
    if (value !== value) {
      drawing = false
      continue
    }
    const x = ((i / Math.max(1, values.length - 1)) * width).toFixed(1)
    const y = (height - ((value - low) / range) * height).toFixed(1)
    path += `${drawing ? 'L' : 'M'}${x} ${y}`
    drawing = true
  }
  return path
}
