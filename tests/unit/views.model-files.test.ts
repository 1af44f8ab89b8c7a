import { expect, it } from 'vitest'
import type { ModelCard } from '../../src/training/card.ts'
import { fileName, ModelFiles, type ModelFilesTools } from '../../src/views/train/model-files.svelte.ts'

const card = {
  id: '1a2b3c4d-0000',
  created: Date.UTC(2026, 4, 4),
  architecture: 'seresnext_mini',
} as ModelCard

function underTest(tools: Partial<ModelFilesTools> = {}) {
  const calls: string[] = []
  const files = new ModelFiles({
    exportModel: (id, format) => Promise.resolve(new Blob([`${id} as ${format}`])),
    openModel: () => Promise.resolve(card),
    pick: () => Promise.resolve(new File(['?'], 'mine.safetensors')),
    download: (_, name) => calls.push(`download ${name}`),
    changed: () => Promise.resolve(void calls.push('changed')),
    ...tools,
  })
  return { files, calls }
}

it('a model is named by its network, its day and its id', () => {
  expect(fileName(card, 'onnx')).toBe('pixleepflow-seresnext_mini-2026-05-04-1a2b3c4d.onnx')
})

it('saves, one file at a time', async () => {
  const { files, calls } = underTest()
  const saving = files.save(card, 'safetensors')
  expect(files.busy).toBe('safetensors')
  await files.save(card, 'onnx')
  await saving
  expect(files.busy).toBeNull()
  expect(calls).toEqual(['download pixleepflow-seresnext_mini-2026-05-04-1a2b3c4d.safetensors'])
})

it('opens a file and tells the library', async () => {
  const { files, calls } = underTest()
  await files.open()
  expect(calls).toEqual(['changed'])
  expect(files.opened).toBe('mine.safetensors')
})

it('does nothing where no file is chosen', async () => {
  const { files, calls } = underTest({ pick: () => Promise.resolve(null) })
  await files.open()
  expect(calls).toEqual([])
  expect(files.opened).toBe('')
})

it('says which file failed and why, until the next attempt', async () => {
  const { files, calls } = underTest({ openModel: () => Promise.reject(new Error('torn')) })
  await files.open()
  expect(files.failure).toEqual({ doing: 'open', file: 'mine.safetensors', reason: 'torn' })
  expect(calls).toEqual([])
  await files.save(card, 'onnx')
  expect(files.failure).toBeNull()
})
