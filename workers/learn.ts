import * as Comlink from 'comlink'
import { DeviceError, NoBackendError, removeBackend, startBackend } from '../src/network/backend.ts'
import { deleteRun, getRun } from '../src/store/runs.ts'
import type { Device } from '../src/network/device.ts'
import type { TrainingEvent } from '../src/training/events.ts'
import { Experiment } from '../src/training/experiment.ts'
import { Gate } from '../src/training/gate.ts'
import type { LearnApi } from './learn-api.ts'
import { answerable, chosenDays, shownDays } from './learn-days.ts'
import { explainApi } from './learn-explain.ts'
import { inspect, modelFile, storeModelFile } from './learn-files.ts'
import { forecast } from './learn-forecast.ts'
import { aloneTraining, unlessOtherTabTrains } from './learn-lock.ts'
import { forgetLoaded, forgetModel, loadModel } from './learn-models.ts'
import { predictAll, trainStoredDays } from './learn-run.ts'
import { showAlive } from './alive.ts'

let starting: Promise<Device> | undefined
let experiment: Experiment | null = null
let probing: Gate | null = null
let tell: (event: TrainingEvent) => void = () => undefined

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
    const run = await unlessOtherTabTrains(getRun)
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

  async predict(modelId) {
    await device()
    const { card, model } = await loadModel(modelId)
    const { summaries } = await chosenDays()
    await predictAll(card, model, await shownDays(answerable(summaries, card.encoding), card.encoding))
  },

  ...explainApi(device),
}

Comlink.expose(api)
showAlive()
