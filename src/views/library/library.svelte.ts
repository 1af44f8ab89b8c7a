import type { DaySummary } from '../../lifelog/day.ts'
import type { ChosenCutOffs } from '../../lifelog/chosen-rules.ts'
import type { DiaryPage } from '../../lifelog/diary.ts'
import { listDays } from '../../store/days.ts'
import { listPages } from '../../store/diary.ts'
import { daysWithPicture } from '../../store/pictures.ts'
import { listModels } from '../../store/models.ts'
import { predictionsOf } from '../../store/predictions.ts'
import { getCutOffs, putCutOffs } from '../../store/settings.ts'
import type { ModelCard, Prediction } from '../../training/card.ts'
import { kept } from './kept.ts'

/** What is stored on this device, as the screens show it. Read anew whenever something was written. */
class Library {
  loaded = $state(false)
  /** Why the store could not be read; empty where it could. */
  failure = $state('')
  days = $state.raw<readonly DaySummary[]>([])
  /** Ids of the days whose picture is drawn. */
  drawn = $state.raw<ReadonlySet<string>>(new Set())
  /** The model that was trained or opened last, whose answers are shown. */
  model = $state.raw<ModelCard | null>(null)
  predictions = $state.raw<ReadonlyMap<string, Prediction>>(new Map())

  /** Cut-offs chosen in place of the usual ones. */
  cutOffs = $state.raw<ChosenCutOffs>({})
  /** What the owner has written of their days, by date. */
  pages = $state.raw<readonly DiaryPage[]>([])

  get holdsAnything(): boolean {
    return this.days.length > 0 || this.model !== null || this.pages.length > 0
  }

  /** How many days wait for their picture. */
  get undrawn(): number {
    return this.days.filter(({ id }) => !this.drawn.has(id)).length
  }

  async load(): Promise<void> {
    try {
      const [days, drawn, models, cutOffs, pages] = await Promise.all([
        listDays(),
        daysWithPicture(),
        listModels(),
        getCutOffs(),
        listPages(),
      ])
      const newest = [...models].sort((a, b) => since(b) - since(a))[0] ?? null
      const predictions = newest ? await predictionsOf(newest.id) : []
      this.days = kept(this.days, [...days].sort(inOrder), ({ id }) => id)
      this.drawn = drawn
      this.model = newest
      this.cutOffs = cutOffs
      this.pages = pages
      const shown = kept([...this.predictions.values()], predictions, ({ dayId }) => dayId)
      this.predictions = new Map(shown.map((prediction) => [prediction.dayId, prediction]))
      this.failure = ''
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    }
    this.loaded = true
  }

  /** Shows answers by these cut-offs at once, and keeps them. */
  async choose(cutOffs: ChosenCutOffs): Promise<void> {
    this.cutOffs = cutOffs
    try {
      await putCutOffs(cutOffs)
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    }
  }
}

/** Since when a model is the one to look at. */
const since = ({ created, opened }: ModelCard): number => opened ?? created

const names = new Intl.Collator(undefined, { numeric: true })

/** By person, user_2 before user_10, then by date. */
export const inOrder = (a: DaySummary, b: DaySummary): number =>
  names.compare(a.participant, b.participant) ||
  a.date.localeCompare(b.date) ||
  a.start.localeCompare(b.start)

export const library = new Library()
