import { bilinear } from '../../src/inputs/composite/bilinear.ts'
import { drawLines } from '../../src/inputs/composite/draw.ts'
import { SIDE } from '../../src/inputs/composite/layout.ts'
import { INPUT_SIDE } from '../../src/inputs/composite/stored.ts'
import { goldenLines } from './composite-case.ts'
import { decodePng } from './png.ts'
import { judged, pearson, type GoldenFile, type Quantity } from './quantity.ts'
import { TOLERANCE } from './tolerances.ts'

/** Our picture of the file's rows beside the one that lies next to it, whole and as the network sees it. */
export async function* judgeComposite({ name, bytes, beside }: GoldenFile): AsyncGenerator<Quantity> {
  if (!beside) throw new Error('These rows have a picture beside them, which cannot be reached from here')
  const png = await beside(name.replace(/safetensors$/, 'png'))
  const theirs = decodePng(png)
  if (theirs.width !== SIDE || theirs.height !== SIDE)
    throw new Error(`A picture of ${theirs.width} × ${theirs.height} pixels`)
  const ours = drawLines(goldenLines(bytes), false)
  const unlike = (a: ArrayLike<number>, b: ArrayLike<number>): number => 1 - pearson(a, b)
  const small = (pixels: ArrayLike<number>): Uint8ClampedArray => bilinear(pixels, SIDE, SIDE, INPUT_SIDE)
  yield judged(name, 'picture, 1 − r', unlike(ours, theirs.grey), TOLERANCE.picture)
  yield judged(name, 'picture of 224, 1 − r', unlike(small(ours), small(theirs.grey)), TOLERANCE.picture)
}
