import type * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import { joinParts } from './join-parts-webgpu.ts'
import type { Transposed } from './matrix-product.ts'

interface Tile {
  /** Results of a workgroup: rows × columns. Each invocation computes 4 × 4 of them. */
  readonly rows: number
  readonly columns: number
  /** Terms of the sums that a workgroup fetches at a time. */
  readonly deep: number
}
const EACH = 4

/** Fewer workgroups than this leave a graphics card idle: then the sums are split, and the parts joined. */
const ENOUGH_WORKGROUPS = 128
const LEAST_DEPTH_OF_A_PART = 512

const code = ({ rows, columns, deep }: Tile, { transposeA, transposeB }: Transposed): string => {
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
    for (var e = lane; e < ${tall * deep}; e += ${lanes}) {
      let along = ${depthFirst ? `e / ${deep}` : `e % ${tall}`};
      let within = ${depthFirst ? `e % ${deep}` : `e / ${tall}`};
      let outer = ${first} + along;
      let inner = start + within;
      var value = 0.0;
      if (outer < ${limit} && inner < last) {
        value = ${from}[${depthFirst ? 'outer * numbers.depth + inner' : `inner * ${limit} + outer`}];
      }
      ${into}[within * ${tall} + along] = value;
    }`
  return `
var<workgroup> left: array<f32, ${rows * deep}>;
var<workgroup> right: array<f32, ${columns * deep}>;
fn run(group: vec3i, local: vec3i) {
  let firstRow = group.y * ${rows};
  let firstColumn = group.x * ${columns};
  let lane = local.y * ${columns / EACH} + local.x;
  let first = group.z * numbers.partDepth;
  let last = min(first + numbers.partDepth, numbers.depth);
  var sums: array<vec4f, ${EACH}>;
  for (var start = first; start < last; start += ${deep}) {
    ${fetch('left', 'a', rows, 'firstRow', 'numbers.rows', !transposeA)}
    ${fetch('right', 'b', columns, 'firstColumn', 'numbers.columns', Boolean(transposeB))}
    workgroupBarrier();
    for (var within = 0; within < ${deep}; within++) {
      let l = within * ${rows} + local.y * ${EACH};
      let r = within * ${columns} + local.x * ${EACH};
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

function kernelOf(tile: Tile, flags: Transposed): Kernel<'a' | 'b', 'result', (typeof NUMBERS)[number]> {
  const { rows, columns, deep } = tile
  const letter = (transposed?: boolean) => (transposed ? 'T' : 'N')
  return {
    name: `matrixProduct${letter(flags.transposeA)}${letter(flags.transposeB)}${rows}x${columns}x${deep}`,
    inputs: ['a', 'b'],
    outputs: ['result'],
    numbers: NUMBERS,
    workgroup: [columns / EACH, rows / EACH, 1],
    code: code(tile, flags),
  }
}

function tileFor(rows: number, columns: number, depth: number): Tile {
  // Late layers of small pictures have sums of a few terms: more would be fetched in vain.
  const deep = depth <= 8 ? 8 : depth <= 16 ? 16 : 32
  if (rows <= 16) return { rows: 16, columns: 64, deep }
  if (columns <= 16) return { rows: 64, columns: 16, deep }
  const side = rows * columns >= 64 * 64 * ENOUGH_WORKGROUPS ? 64 : 32
  return { rows: side, columns: side, deep }
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
  const tile = tileFor(rows, columns, depth)
  const groups = [Math.ceil(columns / tile.columns), Math.ceil(rows / tile.rows)] as const
  const parts = Math.min(
    Math.ceil(depth / LEAST_DEPTH_OF_A_PART),
    Math.ceil(ENOUGH_WORKGROUPS / (groups[0] * groups[1])),
  )
  const whole = into ?? [rows, columns]
  const { result } = runKernel(kernelOf(tile, flags), {
    inputs: { a, b },
    outputs: { result: parts === 1 ? whole : [parts, rows, columns] },
    numbers: { rows, columns, depth, partDepth: Math.ceil(depth / parts / tile.deep) * tile.deep },
    workgroups: [...groups, parts],
    work: rows * depth * columns,
  })
  return (parts === 1 ? result : joinParts(result, whole)) as tf.Tensor2D
}
