import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ARCHITECTURES, type ArchitectureName } from '../../src/network/architecture.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { readWeights, writeWeights } from '../../src/network/weights/model-file.ts'
import { counterOf } from '../../src/network/weights/transfer-plan.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { infer } from '../../src/training/step.ts'
import { formulaInput, formulaWeight } from '../golden/formula.ts'

/** PyTorch and timm judge our files where Python has them; elsewhere the tests say that they did not run. */
const JUDGE = fileURLToPath(new URL('../../scripts/judges/timm_strict.py', import.meta.url))
const SEED = 1
const SIDE = 64
const OUTPUTS = 7
const BATCH = 2
const SLOW = 120_000

async function judge(...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)('python3', [JUDGE, ...words], { maxBuffer: 2 ** 26 })
  return JSON.parse(stdout)
}

const versions = await judge('probe').catch(() => null)
const NOT_RUN = 'did not run: python3 here has no working torch 2, timm 1 and safetensors'

describe(versions ? `judged by timm ${JSON.stringify(versions)}` : `judged by timm (${NOT_RUN})`, () => {
  let folder = ''
  beforeAll(async () => {
    await tf.setBackend('cpu')
    folder = await mkdtemp(join(tmpdir(), 'pixleepflow-timm-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it(
    'every network has the tensors that strict loading asks for, in order',
    { timeout: SLOW },
    async (ctx) => {
      if (!versions) ctx.skip(NOT_RUN)
      const names = Object.keys(ARCHITECTURES) as ArchitectureName[]
      const theirs = (await judge('names', ...names)) as Record<string, [string, number[]][]>
      for (const name of names) {
        const ours = tensorSpecs(ARCHITECTURES[name], OUTPUTS).flatMap((spec) => [
          [spec.name, spec.shape],
          ...(spec.role === 'runningVar' ? [[counterOf(spec.name), []]] : []),
        ])
        expect(theirs[name], name).toEqual(ours)
      }
    },
  )

  async function byTimm(bytes: Uint8Array, model: string, pictures: Float32Array): Promise<number[]> {
    const [file, input] = [join(folder, `${model}.safetensors`), join(folder, `${model}.pictures`)]
    await writeFile(file, bytes)
    await writeFile(input, pictures)
    return (await judge('logits', file, model, `${OUTPUTS}`, input, `${BATCH}`, '3', `${SIDE}`)) as number[]
  }

  async function written(model: ArchitectureName, floats?: 'F16'): Promise<Uint8Array> {
    const specs = tensorSpecs(ARCHITECTURES[model], OUTPUTS)
    const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, SEED))
    const bytes = await writeWeights(parameters, { card: '{}' }, floats)
    parameters.dispose()
    return bytes
  }

  it('seresnext_tiny, written by us, gives the golden logits', { timeout: SLOW }, async (ctx) => {
    if (!versions) ctx.skip(NOT_RUN)
    const theirs = await byTimm(await written('seresnext_tiny'), 'seresnext_tiny', channelsFirst())
    const golden = await readFile(
      new URL('../golden/data/seresnext_tiny-seed1-64px.safetensors', import.meta.url),
    )
    const wanted = readSafetensors(golden).tensors.get('eval.logits')?.values ?? new Float32Array()
    // The golden batch is larger; its first pictures are these.
    expectClose(
      'seresnext_tiny, timm with our file against the golden logits',
      theirs,
      wanted.subarray(0, BATCH * OUTPUTS),
    )
  })

  it.for(['F32', 'F16'] as const)(
    'seresnext_mini in %s gives our logits',
    { timeout: SLOW },
    async (floats, ctx) => {
      if (!versions) ctx.skip(NOT_RUN)
      const architecture = ARCHITECTURES.seresnext_mini
      const bytes = await written('seresnext_mini', floats === 'F16' ? 'F16' : undefined)
      const parameters = readWeights(bytes, tensorSpecs(architecture, OUTPUTS))
      const pictures = tf.tensor(formulaInput(SEED, BATCH, SIDE), [BATCH, SIDE, SIDE, 3])
      const logits = infer(resnext(architecture), parameters, pictures)
      const ours = await logits.data()
      tf.dispose([logits, pictures])
      parameters.dispose()
      const theirs = await byTimm(bytes, 'seresnext_mini', channelsFirst())
      expectClose(`seresnext_mini in ${floats}, timm against ours`, theirs, ours)
    },
  )
})

function channelsFirst(): Float32Array {
  const last = formulaInput(SEED, BATCH, SIDE)
  const positions = SIDE * SIDE
  return Float32Array.from(last, (_, i) => {
    const [picture, channel] = [Math.floor(i / (3 * positions)), Math.floor(i / positions) % 3]
    return last[(picture * positions + (i % positions)) * 3 + channel] ?? NaN
  })
}

function expectClose(what: string, ours: ArrayLike<number>, theirs: ArrayLike<number>): void {
  expect(ours.length).toBe(theirs.length)
  const wanted = Array.from(theirs)
  const worst = Math.max(...wanted.map((value, i) => Math.abs(value - (ours[i] ?? NaN))))
  const error = worst / Math.max(...wanted.map(Math.abs))
  console.log(`${what}: off by ${error.toExponential(1)}`)
  expect(error).toBeLessThanOrEqual(1e-4)
}
