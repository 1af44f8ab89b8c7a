import { m } from '../../i18n/paraglide/messages.js'
import type { Fit } from '../../network/fit.ts'
import type { Forecast } from '../../training/forecast.ts'
import type { Preset } from '../../training/preset.ts'
import { bytes, duration, threeDecimals, oneDecimal, whole } from '../words/format.ts'
import { NETWORK_NAMES } from './option-lists.ts'

const BYTES = 4
/** Weights, their gradients, and AdamW's two moments. */
const COPIES = 4

/** What a step takes of the device's memory, and what is done to make it fit; or that it can't. */
export function memoryWords(preset: Preset, fit: Fit): string[] {
  const budget = bytes(fit.budget)
  if (!fit.plan) return [tooLarge(preset, fit, budget)]
  const { parts, checkpoints } = fit.plan
  return [
    m.fit_memory({ bytes: bytes(fit.bytes), budget }),
    ...(checkpoints ? [m.fit_checkpoints()] : []),
    ...(parts > 1 ? [partsWords(preset.batch, parts)] : []),
  ]
}

/** That a batch is computed in parts, and what that means. */
export const partsWords = (batch: number, parts: number): string =>
  m.fit_parts({ parts, size: Math.ceil(batch / parts) })

function tooLarge(preset: Preset, { parameters, bytes: least, budget: limit }: Fit, budget: string): string {
  const weights = parameters * BYTES
  const gaps = { network: NETWORK_NAMES[preset.architecture], count: whole(parameters), budget }
  return weights * COPIES > limit
    ? m.fit_never({ ...gaps, weights: bytes(weights), training: bytes(weights * COPIES) })
    : m.fit_not({ ...gaps, least: bytes(least) })
}

/** The change that helps, in words for a button. */
export function insteadWords({ architecture, batch, sam }: NonNullable<Fit['instead']>): string {
  const parts = [
    ...(architecture ? [NETWORK_NAMES[architecture]] : []),
    ...(batch ? [m.fit_instead_batch({ batch })] : []),
    ...(sam === false ? [m.fit_instead_plain()] : []),
  ]
  return m.fit_instead({ choice: parts.join(', ') })
}

/** What a probe found: seconds a step, time in all, and whether that was scaled. */
export function forecastWords({ preset, stepSeconds, days, steps, seconds }: Forecast): string[] {
  const step = stepSeconds < 1 ? threeDecimals(stepSeconds) : oneDecimal(stepSeconds)
  return [
    m.forecast_time({ time: duration(seconds), step, steps: whole(steps) }),
    days < preset.batch ? m.forecast_scaled({ days, batch: preset.batch }) : m.forecast_measured(),
  ]
}
