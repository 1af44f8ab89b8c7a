import * as Comlink from 'comlink'
import { DeviceError, NoBackendError, removeBackend, startBackend } from '../src/network/backend.ts'
import { getModel } from '../src/store/models.ts'
import { deleteRun, getRun } from '../src/store/runs.ts'
import type { Device } from '../src/network/device.ts'
import type { TrainingEvent } from '../src/training/events.ts'
import { Experiment } from '../src/training/experiment.ts'
import { Gate } from '../src/training/gate.ts'
import type { LearnApi } from './learn-api.ts'
import { answerable, chosenDays, shownDays } from './learn-days.ts'
import { keepEnsemble, predictWithEnsemble, resultsOf, tablesOf } from './learn-ensemble.ts'
import { explainApi } from './learn-explain.ts'
import { inspect, modelFile, storeModelFile } from './learn-files.ts'
import { forecast } from './learn-forecast.ts'
import { aloneTraining, unlessOtherTabTrains } from './learn-lock.ts'
import { forgetLoaded, forgetModel, loadModel } from './learn-models.ts'
import { workThrough } from './learn-queue.ts'
import { predictAll, trainStoredDays } from './learn-run.ts'
import { showAlive } from './alive.ts'

let starting: Promise<Device> | undefined
let experiment: Experiment | null = null
let probing: Gate | null = null
let tell: (event: Extract<TrainingEvent, { kind: 'paused' | 'resumed' }>) => void = () => undefined

const device = (): Promise<Device> =>
  (starting ??= startBackend().catch((error: unknown) => {
    starting = undefined
    throw error
  }))

/** A device that has failed answers nothing right any more: the next call starts one anew, or another backend. */
function giveUpDevice(): void {
  starting = undefined
  forgetModel()
  removeBackend()
}

const api: LearnApi = {
  device,

  async train(options, onEvent) {
    if (experiment) throw new Error('A run is already under way')
    probing?.stop()
    experiment = new Experiment()
    tell = onEvent
    try {
      const order = { ...options, device: await device(), onEvent }
      const own = experiment
      const outcome = await aloneTraining(() => trainStoredDays(own, order))
      return outcome ?? { kind: 'refused', reason: 'other_tab', detail: {} }
    } catch (error) {
      if (error instanceof DeviceError) giveUpDevice()
      if (!(error instanceof NoBackendError)) throw error
      return { kind: 'refused', reason: 'no_backend', detail: { reasons: error.message } }
    } finally {
      experiment = null
    }
  },

  async forecast(order) {
    if (experiment) throw new Error('A run is under way')
    probing?.stop()
    const gate = (probing = new Gate())
    try {
      return await forecast(await device(), gate, order)
    } catch (error) {
      if (error instanceof DeviceError) giveUpDevice()
      throw error
    }
  },
  cancelForecast: () => probing?.stop(),
  inspect,
  async openModel(file) {
    const card = await storeModelFile(file)
    forgetLoaded(card.id)
    await api.predict(card.id)
    return card
  },
  exportModel: modelFile,

  async interrupted() {
    if (experiment) return null
    const run = await unlessOtherTabTrains(() => getRun())
    return run ? { phase: run.phase, epoch: run.checkpoint.history.length, epochs: run.preset.epochs } : null
  },
  discardInterrupted: deleteRun,

  pause() {
    experiment?.pause()
    if (experiment) tell({ kind: 'paused' })
  },
  resume() {
    experiment?.resume()
    if (experiment) tell({ kind: 'resumed' })
  },
  stop: () => experiment?.stop(),
  skipControl: () => experiment?.skipControl(),

  async workThrough(id, onEvent) {
    const refused = { kind: 'refused', cell: '' } as const
    if (experiment) return { ...refused, reason: 'other_run', detail: {} }
    probing?.stop()
    experiment = new Experiment()
    tell = onEvent
    try {
      const order = { id, device: await device(), onEvent }
      const own = experiment
      const outcome = await aloneTraining(() => workThrough(own, order))
      return outcome ?? { ...refused, reason: 'other_tab', detail: {} }
    } catch (error) {
      if (error instanceof DeviceError) giveUpDevice()
      if (!(error instanceof NoBackendError)) throw error
      return { ...refused, reason: 'no_backend', detail: { reasons: error.message } }
    } finally {
      experiment = null
    }
  },
  results: resultsOf,
  tables: tablesOf,
  async keepEnsemble(experimentId, cell) {
    await device()
    const { id } = await keepEnsemble(experimentId, cell)
    await api.predict(id)
    return (await loadModel(id)).card
  },

  async predict(modelId) {
    await device()
    const card = await getModel(modelId)
    if (!card) throw new Error(`The model ${modelId} is not on this device any more`)
    const { summaries } = await chosenDays()
    const days = await shownDays(answerable(summaries, card.encoding), card.encoding)
    if (card.ensemble) await predictWithEnsemble(card, days)
    else await predictAll(card, (await loadModel(modelId)).model, days)
  },

  ...explainApi(device),
}

Comlink.expose(api)
showAlive()
