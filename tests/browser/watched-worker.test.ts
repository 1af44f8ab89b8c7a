import { expect, test } from 'vitest'
import { watched, WorkerDied } from '../../src/views/watched-worker.ts'

interface Api {
  double(value: number): number
  never(): Promise<never>
  die(): void
}

const start = (): Worker => new Worker(new URL('./mortal-worker.ts', import.meta.url), { type: 'module' })

test('answers, and starts anew after a death that a waiting call learns of', async () => {
  const worker = watched<Api>(start)
  expect(await worker().double(4)).toBe(8)
  const first = worker()
  const waiting = first.never()
  void first.die().catch(() => undefined)
  await expect(waiting).rejects.toBeInstanceOf(WorkerDied)
  expect(await worker().double(5)).toBe(10)
})

test('a script that cannot be loaded is a death', async () => {
  const worker = watched<Api>(() => new Worker('/no-such-script.js', { type: 'module' }))
  await expect(worker().double(1)).rejects.toBeInstanceOf(WorkerDied)
})
