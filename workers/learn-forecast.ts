import { checkDevice } from '../src/network/backend.ts'
import type { Device } from '../src/network/device.ts'
import { forecastOf } from '../src/training/forecast.ts'
import { Stopped, type Gate } from '../src/training/gate.ts'
import { presetOf } from '../src/training/preset.ts'
import { probe } from '../src/training/probe.ts'
import type { ForecastOutcome, LearnApi } from './learn-api.ts'
import { daysFor } from './learn-prepare.ts'

/** How long training the preset on the stored days would take, from a few true steps on random pictures. */
export async function forecast(
  { backend }: Device,
  gate: Gate,
  { course, choice, seed, control }: Parameters<LearnApi['forecast']>[0],
): Promise<ForecastOutcome> {
  const preset = presetOf(course, choice, backend)
  const days = await daysFor(preset, seed, backend)
  if ('kind' in days) return days
  const { data, encoding, memory } = days
  try {
    const timing = await probe(preset, encoding, memory, { gate, checkDevice })
    const size = {
      trainingDays: data.training.length,
      heldOutDays: data.heldOut.length,
      control,
    }
    return { kind: 'measured', forecast: forecastOf(preset, memory, timing, size) }
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'cancelled' }
    throw error
  }
}
