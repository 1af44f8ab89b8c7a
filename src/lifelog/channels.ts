/** The sensor channels of a lifelog day: the paper's 18 (Table I) and those of the sample recordings. */

/** How a stretch of samples becomes one number: mean of a level, sum of a count, mode of a class. */
export type ChannelKind = 'level' | 'count' | 'class'

export interface ChannelInfo {
  readonly unit: string
  readonly kind: ChannelKind
  /** Values outside are not measurements and become unknown. */
  readonly plausible: readonly [low: number, high: number]
}

export const CHANNELS = {
  acc_x: { unit: 'm/s²', kind: 'level', plausible: [-160, 160] },
  acc_y: { unit: 'm/s²', kind: 'level', plausible: [-160, 160] },
  acc_z: { unit: 'm/s²', kind: 'level', plausible: [-160, 160] },
  /** ActiGraph activity counts a second: not an acceleration in g, and never converted to one. */
  counts_x: { unit: 'counts/s', kind: 'level', plausible: [0, 5000] },
  counts_y: { unit: 'counts/s', kind: 'level', plausible: [0, 5000] },
  counts_z: { unit: 'counts/s', kind: 'level', plausible: [0, 5000] },
  activity: { unit: 'class', kind: 'class', plausible: [0, 8] },
  /** From an inclinometer: 0 off the body, 1 standing, 2 sitting, 3 lying. */
  posture: { unit: 'class', kind: 'class', plausible: [0, 3] },
  altitude: { unit: 'm', kind: 'level', plausible: [-500, 9000] },
  latitude: { unit: '°', kind: 'level', plausible: [-90, 90] },
  longitude: { unit: '°', kind: 'level', plausible: [-180, 180] },
  gps_speed: { unit: 'm/s', kind: 'level', plausible: [0, 350] },
  ambience: { unit: 'probability', kind: 'level', plausible: [0, 1] },
  light: { unit: 'lx', kind: 'level', plausible: [0, 200000] },
  burned_calories: { unit: 'kcal/min', kind: 'count', plausible: [0, 60] },
  steps: { unit: 'steps', kind: 'count', plausible: [0, 400] },
  distance: { unit: 'm', kind: 'count', plausible: [0, 2000] },
  running_steps: { unit: 'steps', kind: 'count', plausible: [0, 400] },
  walking_steps: { unit: 'steps', kind: 'count', plausible: [0, 400] },
  pedometer_speed: { unit: 'm/s', kind: 'level', plausible: [0, 20] },
  step_frequency: { unit: 'Hz', kind: 'level', plausible: [0, 10] },
  /** 0 and 255 are how watches write "no reading". */
  heart_rate: { unit: 'beats/min', kind: 'level', plausible: [20, 254] },
} as const satisfies Record<string, ChannelInfo>

export type ChannelId = keyof typeof CHANNELS

export const CHANNEL_IDS = Object.keys(CHANNELS) as ChannelId[]

/** The rows of the sample recordings' picture, top to bottom. */
export const SAMPLE_SET: readonly ChannelId[] = [
  'counts_x',
  'counts_y',
  'counts_z',
  'heart_rate',
  'posture',
  'steps',
]
