import { putPage } from '../../store/diary.ts'
import { library } from '../library/library.svelte.ts'
import { Diary } from './diary.svelte.ts'

/** The one diary of the page, tied to the store and to the library. */
export const diary = new Diary({ put: putPage, changed: () => library.load() })
