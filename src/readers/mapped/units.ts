import type { ChannelId } from '../../lifelog/channels.ts'

/** What one of a unit is in the channel's own unit. */
export type Units = Readonly<Record<string, number>>

const GRAVITY = 9.80665
const MILE = 1609.344

const ACCELERATION: Units = { 'm/s²': 1, g: GRAVITY, mg: GRAVITY / 1000, '1/64 g': GRAVITY / 64 }
const SPEED: Units = { 'm/s': 1, 'km/h': 1 / 3.6, mph: MILE / 3600 }
const STEPS: Units = { steps: 1 }
const COUNTS: Units = { 'counts/s': 1, 'counts/min': 1 / 60 }

/** The units that a channel can be given in; the first is its own. What isn't here can't be converted. */
export const UNITS: Readonly<Record<ChannelId, Units>> = {
  acc_x: ACCELERATION,
  acc_y: ACCELERATION,
  acc_z: ACCELERATION,
  counts_x: COUNTS,
  counts_y: COUNTS,
  counts_z: COUNTS,
  activity: { class: 1 },
  posture: { class: 1 },
  altitude: { m: 1, ft: 0.3048 },
  latitude: { '°': 1 },
  longitude: { '°': 1 },
  gps_speed: SPEED,
  ambience: { probability: 1, '%': 0.01 },
  light: { lx: 1 },
  burned_calories: { 'kcal/min': 1, 'kJ/min': 1 / 4.184 },
  steps: STEPS,
  distance: { m: 1, km: 1000, miles: MILE },
  running_steps: STEPS,
  walking_steps: STEPS,
  pedometer_speed: SPEED,
  step_frequency: { Hz: 1, 'steps/min': 1 / 60 },
  heart_rate: { 'beats/min': 1, Hz: 60 },
}
