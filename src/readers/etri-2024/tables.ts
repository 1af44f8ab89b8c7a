import { ambience } from '../etri/ambience.ts'
import { activities, numbers, type TableSpec } from '../etri/spec.ts'

/** The tables that become channels (reference 2.2). */
export const TABLES: readonly TableSpec[] = [
  numbers('m_acc', { acc_x: 'x', acc_y: 'y', acc_z: 'z' }),
  activities('m_activity', 'm_activity'),
  ambience('m_ambience', 'ambience_labels'),
  numbers('m_gps', {
    altitude: 'altitude',
    latitude: 'latitude',
    longitude: 'longitude',
    gps_speed: 'speed',
  }),
  numbers('m_light', { light: 'm_light' }),
  numbers('w_heart_rate', { heart_rate: 'heart_rate' }),
  numbers('w_pedo', {
    burned_calories: 'burned_calories',
    distance: 'distance',
    running_steps: 'running_steps',
    pedometer_speed: 'speed',
    steps: 'steps',
    step_frequency: 'step_frequency',
    walking_steps: 'walking_steps',
  }),
]

/** Tables from which no channel comes: the paper's light is the phone's, and apps in use are none of its 18. */
export const PASSED_OVER = ['w_light', 'm_usage_stats'] as const

/** The parts of true file names: `ch2024_val__m_acc_part_1.parquet.gzip`, `ch2024_test_m_gps.parquet.gzip`. */
const NAME = /^ch2024_(?:val|test)_{1,2}(\w+?)(?:_part_\d+)?\.parquet(?:\.gzip)?$/i

/** The table a file's name tells of; undefined where it is none of this data set. */
export const tableOf = (name: string): string | undefined => NAME.exec(name)?.[1]?.toLowerCase()
