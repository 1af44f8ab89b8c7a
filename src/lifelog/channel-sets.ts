import type { ChannelId } from './channels.ts'

/**
 * The paper's channel sets (reference 8, Table I), each top to bottom as its panels stand: 5 and 11 as in the
 * authors' pictures (4.2), with the speed from GPS that Table I names; 7 and 18 in Table I's order with heart rate
 * fourth (7.2). Table I prints 17 names for 18 channels; walking steps as the last is our reading.
 */
const ACCELERATION = ['acc_x', 'acc_y', 'acc_z'] as const

export const CHANNEL_SETS = {
  five: [...ACCELERATION, 'heart_rate', 'activity'],
  seven: [...ACCELERATION, 'heart_rate', 'activity', 'gps_speed', 'ambience'],
  eleven: [
    ...ACCELERATION,
    'heart_rate',
    'activity',
    'gps_speed',
    'steps',
    'light',
    'altitude',
    'latitude',
    'longitude',
  ],
  /** Sounds in the place of light. */
  elevenExtended: [
    ...ACCELERATION,
    'heart_rate',
    'activity',
    'gps_speed',
    'steps',
    'ambience',
    'altitude',
    'latitude',
    'longitude',
  ],
  eighteen: [
    ...ACCELERATION,
    'heart_rate',
    'activity',
    'altitude',
    'latitude',
    'longitude',
    'gps_speed',
    'ambience',
    'light',
    'burned_calories',
    'steps',
    'distance',
    'running_steps',
    'pedometer_speed',
    'step_frequency',
    'walking_steps',
  ],
} as const satisfies Record<string, readonly ChannelId[]>

export type ChannelSet = keyof typeof CHANNEL_SETS
