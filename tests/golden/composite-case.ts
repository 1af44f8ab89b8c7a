import * as v from 'valibot'
import type { Line } from '../../src/inputs/composite/draw.ts'
import { SIDE } from '../../src/inputs/composite/layout.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'

/** The header's key that tells a composite picture's rows from other golden files. */
const BOXES = 'row_boxes_left_bottom_width_height_fraction'

const Ranges = v.array(v.tuple([v.number(), v.number()]))
const Boxes = v.array(v.tuple([v.number(), v.number(), v.number(), v.number()]))

/** Whether a golden file holds the rows of a picture that Matplotlib drew. */
export const isComposite = (bytes: Uint8Array): boolean => BOXES in readSafetensors(bytes).metadata

/**
 * The lines that went into Matplotlib's picture: values as the file has them, ranges and boxes as its header says
 * (fractions of the figure, from the bottom), in pixels of a 1000 × 1000 picture.
 * @throws Error where the header lacks a row's range or box
 */
export function goldenLines(bytes: Uint8Array): Line[] {
  const { tensors, metadata } = readSafetensors(bytes)
  const ranges = v.parse(Ranges, JSON.parse(metadata.y_range ?? 'null'))
  const boxes = v.parse(Boxes, JSON.parse(metadata[BOXES] ?? 'null'))
  const rows = tensors.get('seconds')
  const [count = 0, steps = 0] = rows?.shape ?? []
  if (!rows || boxes.length !== count || ranges.length !== count)
    throw new Error(`${count} rows, ${ranges.length} ranges and ${boxes.length} boxes`)
  return boxes.map(([left, bottom, width, height], i): Line => ({
    values: rows.values.subarray(i * steps, (i + 1) * steps),
    range: ranges[i] as [number, number],
    box: {
      left: SIDE * left,
      right: SIDE * (left + width),
      top: SIDE * (1 - bottom - height),
      bottom: SIDE * (1 - bottom),
    },
  }))
}
