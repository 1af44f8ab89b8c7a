import { m } from '../../i18n/paraglide/messages.js'
import { callback, ingestWorker, renderWorker } from '../workers.ts'
import { library } from '../library/library.svelte.ts'
import { go } from '../route.svelte.ts'
import { freeSeed } from '../../simulate/names.ts'
import { filesOfDrop } from './dropped.ts'
import type { Mapping } from '../../readers/mapped/mapping.ts'
import { Ingest } from './ingest.svelte.ts'
import { rememberedMappings, rememberMapping } from './mappings.ts'
import type { Picked } from './picked.ts'
import type { Unmapped } from './unmapped.ts'

/** A week: weekdays are all alike to virtual people. */
const SIMULATED_DAYS = 7

/** The one ingest of the page, tied to the workers and to the library. */
export const ingest = new Ingest({
  ingest: (files, settings, onProgress) =>
    ingestWorker().ingest(files, { ...settings, mappings: rememberedMappings() }, callback(onProgress)),
  samples: (settings, onProgress) => ingestWorker().samples(document.baseURI, settings, callback(onProgress)),
  simulate: (of, settings, onProgress) => ingestWorker().simulate(of, settings, callback(onProgress)),
  cancel: () => ingestWorker().cancel(),
  render: (ids, onProgress) => renderWorker().render(ids, callback(onProgress)),
  cancelDrawing: () => renderWorker().cancel(),
  storedIds: () => Promise.resolve(library.days.map((day) => day.id)),
  changed: () => library.load(),
})

const thenShow = async (ingested: Promise<boolean>): Promise<void> => {
  if (!(await ingested)) return
  go({ screen: 'days' })
  // The days themselves say that all went well; what else there is to say stays to be read.
  if (ingest.saysNothing) ingest.dismiss()
}

/** A virtual participant that is not there yet. */
export function fromSimulation(): Promise<void> {
  const seed = freeSeed(library.days.map(({ participant }) => participant))
  return thenShow(ingest.simulate({ seed, days: SIMULATED_DAYS }))
}

export const fromSamples = (): Promise<void> => thenShow(ingest.samples())

/** Remembers what a table's columns are, and reads what was dropped once more: what is there adds nothing. */
export function readMapped(table: Unmapped, mapping: Mapping): Promise<void> {
  rememberMapping(mapping)
  return thenShow(ingest.files([table.file], table.file.path))
}

export const withLead = (device: string): Promise<void> => thenShow(ingest.readAgain(device))

export async function fromPicker(pick: () => Promise<Picked[] | null>): Promise<void> {
  const files = await pick()
  if (files) await thenShow(ingest.files(files, m.chosen_folder()))
}

export async function fromDrop(data: DataTransfer): Promise<void> {
  const { files, names } = await filesOfDrop(data)
  await thenShow(ingest.files(files, names))
}
