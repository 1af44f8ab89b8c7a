import type * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import { joinParts } from './join-parts-webgpu.ts'
import type { Transposed } from './matrix-product.ts'

/** Results of a workgroup: rows × columns. Each invocation computes 4 × 4 of them. */
type Tile = readonly [rows: number, columns: number]
const EACH = 4
/** Terms of the sums that a workgroup fetches at a time. */
const DEPTH = 32

/** Fewer workgroups than this leave a graphics card idle: then the sums are split, and the parts joined. */
const ENOUGH_WORKGROUPS = 128
const LEAST_DEPTH_OF_A_PART = 512

const code = ([rows, columns]: Tile, { transposeA, transposeB }: Transposed): string => {
  const lanes = (rows / EACH) * (columns / EACH)
  // Neighbouring lanes read neighbouring values, whichever way the matrix lies.
  const fetch = (
    into: string,
    from: string,
    tall: number,
    first: string,
    limit: string,
    depthFirst: boolean,
  ) => `
    for (var e = lane; e < ${tall * DEPTH}; e += ${lanes}) {
      let along = ${depthFirst ? `e / ${DEPTH}` : `e % ${tall}`};
      let deep = ${depthFirst ? `e % ${DEPTH}` : `e / ${tall}`};
      let outer = ${first} + along;
      let inner = start + deep;
      var value = 0.0;
      if (outer < ${limit} && inner < last) {
        value = ${from}[${depthFirst ? 'outer * numbers.depth + inner' : `inner * ${limit} + outer`}];
      }
      ${into}[deep * ${tall} + along] = value;
    }`
  return `
var<workgroup> left: array<f32, ${rows * DEPTH}>;
var<workgroup> right: array<f32, ${columns * DEPTH}>;
fn run(group: vec3i, local: vec3i) {
  let firstRow = group.y * ${rows};
  let firstColumn = group.x * ${columns};
  let lane = local.y * ${columns / EACH} + local.x;
  let first = group.z * numbers.partDepth;
  let last = min(first + numbers.partDepth, numbers.depth);
  var sums: array<vec4f, ${EACH}>;
  for (var start = first; start < last; start += ${DEPTH}) {
    ${fetch('left', 'a', rows, 'firstRow', 'numbers.rows', !transposeA)}
    ${fetch('right', 'b', columns, 'firstColumn', 'numbers.columns', Boolean(transposeB))}
    workgroupBarrier();
    for (var deep = 0; deep < ${DEPTH}; deep++) {
      let l = deep * ${rows} + local.y * ${EACH};
      let r = deep * ${columns} + local.x * ${EACH};
      let values = vec4f(right[r], right[r + 1], right[r + 2], right[r + 3]);
      ${Array.from({ length: EACH }, (_, i) => `sums[${i}] += left[l + ${i}] * values;`).join('\n      ')}
    }
    workgroupBarrier();
  }
  for (var i = 0; i < ${EACH}; i++) {
    let row = firstRow + local.y * ${EACH} + i;
    for (var j = 0; j < ${EACH}; j++) {
      let column = firstColumn + local.x * ${EACH} + j;
      if (row < numbers.rows && column < numbers.columns) {
        result[(group.z * numbers.rows + row) * numbers.columns + column] = sums[i][j];
      }
    }
  }
}`
}

const NUMBERS = ['rows', 'columns', 'depth', 'partDepth'] as const

function kernelOf(
  [rows, columns]: Tile,
  flags: Transposed,
): Kernel<'a' | 'b', 'result', (typeof NUMBERS)[number]> {
  const letter = (transposed?: boolean) => (transposed ? 'T' : 'N')
  return {
    name: `matrixProduct${letter(flags.transposeA)}${letter(flags.transposeB)}${rows}x${columns}`,
    inputs: ['a', 'b'],
    outputs: ['result'],
    numbers: NUMBERS,
    workgroup: [columns / EACH, rows / EACH, 1],
    code: code([rows, columns], flags),
  }
}

function tileFor(rows: number, columns: number): Tile {
  if (rows <= 16) return [16, 64]
  if (columns <= 16) return [64, 16]
  return rows * columns >= 64 * 64 * ENOUGH_WORKGROUPS ? [64, 64] : [32, 32]
}

/**
 * The product of two matrices, [rows, depth] × [depth, columns], either of them given transposed.
 * @param into where the result is to stand; else a new tensor
 */
export function webgpuMatrixProduct(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  flags: Transposed,
  into?: tf.Tensor,
): tf.Tensor2D {
  const [rows, depth] = flags.transposeA ? [a.shape[1], a.shape[0]] : a.shape
  const columns = b.shape[flags.transposeB ? 0 : 1]
  const tile = tileFor(rows, columns)
  const groups = [Math.ceil(columns / tile[1]), Math.ceil(rows / tile[0])] as const
  const parts = Math.min(
    Math.ceil(depth / LEAST_DEPTH_OF_A_PART),
    Math.ceil(ENOUGH_WORKGROUPS / (groups[0] * groups[1])),
  )
  const whole = into ?? [rows, columns]
  const { result } = runKernel(kernelOf(tile, flags), {
    inputs: { a, b },
    outputs: { result: parts === 1 ? whole : [parts, rows, columns] },
    numbers: { rows, columns, depth, partDepth: Math.ceil(depth / parts / DEPTH) * DEPTH },
    workgroups: [...groups, parts],
    work: rows * depth * columns,
  })
  return (parts === 1 ? result : joinParts(result, whole)) as tf.Tensor2D
}
