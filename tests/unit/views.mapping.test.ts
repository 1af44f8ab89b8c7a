import { describe, expect, it } from 'vitest'
import { MappingForm } from '../../src/views/ingest/mapping-form.svelte.ts'
import { forgetMappings, rememberedMappings, rememberMapping } from '../../src/views/ingest/mappings.ts'
import { firstUnmapped } from '../../src/views/ingest/unmapped.ts'

const COLUMNS = ['Timestamp', 'HR', 'x', 'comment']

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as Storage
}

describe('what is in a table', () => {
  it('is guessed from the names of its columns', () => {
    const form = new MappingForm(COLUMNS, 'anna')
    expect(form.mapping('Asia/Seoul')).toEqual({
      columns: COLUMNS,
      time: { column: 'Timestamp', kind: 'written' },
      zone: 'Asia/Seoul',
      participant: 'anna',
      channels: [
        { column: 'HR', channel: 'heart_rate', unit: 'beats/min' },
        { column: 'x', channel: 'acc_x', unit: 'm/s²' },
      ],
    })
  })

  it('may be said otherwise; units follow the channel', () => {
    const form = new MappingForm(COLUMNS, ' ')
    expect(form.mapping('UTC')).toBeUndefined()
    form.participant = 'bert'
    form.choose(1, '')
    form.choose(2, 'distance')
    expect(form.choices[2]!.unit).toBe('m')
    form.choices[2]!.unit = 'miles'
    form.kind = 'seconds'
    expect(form.mapping('UTC')).toMatchObject({
      participant: 'bert',
      time: { kind: 'seconds' },
      channels: [{ column: 'x', channel: 'distance', unit: 'miles' }],
    })
    form.choose(2, '')
    expect(form.mapping('UTC')).toBeUndefined()
  })

  it('is remembered for tables of the same columns, and forgotten with all else', () => {
    const storage = memory()
    const mapping = new MappingForm(COLUMNS, 'anna').mapping('UTC')!
    rememberMapping(mapping, storage)
    rememberMapping({ ...mapping, columns: ['t', 'x'] }, storage)
    rememberMapping({ ...mapping, participant: 'bert' }, storage)
    expect(rememberedMappings(storage).map(({ participant }) => participant)).toEqual(['anna', 'bert'])
    forgetMappings(storage)
    expect(rememberedMappings(storage)).toEqual([])
    storage.setItem('mappings', '[{"columns":3}]')
    expect(rememberedMappings(storage)).toEqual([])
    storage.setItem('mappings', '{')
    expect(rememberedMappings(storage)).toEqual([])
  })

  it('is asked of the first refused file that is a table', async () => {
    const file = (path: string, text: string): { path: string; file: File } => ({
      path,
      file: new File([text], path),
    })
    const files = [file('a.txt', 'hello'), file('anna/b.csv', 'when,hr\n1,2\n')]
    const asked = await firstUnmapped(files, [
      { file: 'a.txt', code: 'unknown_format' },
      { file: 'gone.csv', code: 'unmapped_table' },
      { file: 'anna/b.csv', code: 'unmapped_table' },
    ])
    expect(asked).toEqual({ file: files[1], columns: ['when', 'hr'], participant: 'anna' })
    expect(await firstUnmapped(files, [])).toBeUndefined()
  })
})
