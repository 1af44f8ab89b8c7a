import { m } from '../../i18n/paraglide/messages.js'
import type { ChannelId } from '../../lifelog/channels.ts'
import type { Label } from '../../lifelog/labels.ts'

type Words = () => string

/** Where people's data comes from, and how to get at it. */
export interface Source {
  /** Its place in the address. */
  readonly id: string
  readonly name: Words
  /** What the device or app is, in a line. */
  readonly what: Words
  readonly steps: readonly Words[]
  readonly channels: readonly ChannelId[]
  readonly labels: readonly Label[]
  /** What to know before. */
  readonly notes: readonly Words[]
  /** Whether its reader was tried on a real export, and not on its public description alone. */
  readonly seen: boolean
}

const NIGHTS: readonly Label[] = ['S1', 'S2', 'S3', 'S4']

export const SOURCES: readonly Source[] = [
  {
    id: 'apple-health',
    name: m.source_apple,
    what: m.source_apple_what,
    steps: [m.source_apple_1, m.source_apple_2, m.source_apple_3, m.source_apple_4],
    channels: ['heart_rate', 'steps', 'distance', 'burned_calories'],
    labels: NIGHTS,
    notes: [m.source_apple_note],
    seen: true,
  },
  {
    id: 'fitbit',
    name: m.source_fitbit,
    what: m.source_fitbit_what,
    steps: [m.source_fitbit_1, m.source_fitbit_2, m.source_fitbit_3, m.source_fitbit_4],
    channels: ['heart_rate', 'steps', 'distance', 'burned_calories'],
    labels: ['S1', 'S2', 'S4'],
    notes: [m.source_fitbit_note],
    seen: true,
  },
  {
    id: 'garmin',
    name: m.source_garmin,
    what: m.source_garmin_what,
    steps: [m.source_garmin_1, m.source_garmin_2, m.source_garmin_3],
    channels: ['heart_rate', 'steps', 'distance', 'latitude', 'longitude', 'altitude', 'gps_speed'],
    labels: ['S1', 'S2', 'S4'],
    notes: [m.source_garmin_note],
    seen: true,
  },
  {
    id: 'samsung-health',
    name: m.source_samsung,
    what: m.source_samsung_what,
    steps: [m.source_samsung_1, m.source_samsung_2, m.source_samsung_3],
    channels: ['heart_rate', 'steps', 'distance', 'burned_calories'],
    labels: ['S1', 'S4'],
    notes: [],
    seen: false,
  },
  {
    id: 'oura',
    name: m.source_oura,
    what: m.source_oura_what,
    steps: [m.source_oura_1, m.source_oura_2, m.source_oura_3],
    channels: ['heart_rate'],
    labels: NIGHTS,
    notes: [m.source_oura_note],
    seen: false,
  },
  {
    id: 'gadgetbridge',
    name: m.source_gadgetbridge,
    what: m.source_gadgetbridge_what,
    steps: [m.source_gadgetbridge_1, m.source_gadgetbridge_2, m.source_gadgetbridge_3],
    channels: ['heart_rate', 'steps'],
    labels: [],
    notes: [],
    seen: false,
  },
  {
    id: 'sensor-logger',
    name: m.source_sensor_logger,
    what: m.source_sensor_logger_what,
    steps: [m.source_sensor_logger_1, m.source_sensor_logger_2, m.source_sensor_logger_3],
    channels: [
      'acc_x',
      'acc_y',
      'acc_z',
      'heart_rate',
      'steps',
      'latitude',
      'longitude',
      'altitude',
      'gps_speed',
      'light',
    ],
    labels: [],
    notes: [m.source_sensor_logger_note],
    seen: false,
  },
  {
    id: 'empatica-e4',
    name: m.source_empatica,
    what: m.source_empatica_what,
    steps: [m.source_empatica_1, m.source_empatica_2],
    channels: ['acc_x', 'acc_y', 'acc_z', 'heart_rate'],
    labels: [],
    notes: [],
    seen: true,
  },
  {
    id: 'diary',
    name: m.diary_title,
    what: m.source_diary_what,
    steps: [m.source_diary_1, m.source_diary_2],
    channels: [],
    labels: ['Q1', 'Q2', 'Q3', ...NIGHTS],
    notes: [],
    seen: true,
  },
]

export const sourceOf = (id: string | null): Source | undefined => SOURCES.find((source) => source.id === id)
