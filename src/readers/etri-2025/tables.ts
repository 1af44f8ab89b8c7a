import { ambience } from '../etri/ambience.ts'
import { activities, numbers, type TableSpec } from '../etri/spec.ts'
import { minuteLists } from '../etri/spread.ts'

/** The tables that become channels (reference 2.6). No phone acceleration was given out. */
export const TABLES: readonly TableSpec[] = [
  activities('mActivity', 'm_activity'),
  ambience('mAmbience', 'm_ambience'),
  minuteLists('mGps', {
    altitude: 'm_gps.altitude',
    latitude: 'm_gps.latitude',
    longitude: 'm_gps.longitude',
    gps_speed: 'm_gps.speed',
  }),
  numbers('mLight', { light: 'm_light' }),
  minuteLists('wHr', { heart_rate: 'heart_rate' }),
  numbers('wPedo', {
    burned_calories: 'burned_calories',
    distance: 'distance',
    running_steps: 'running_step',
    pedometer_speed: 'speed',
    steps: 'step',
    step_frequency: 'step_frequency',
    walking_steps: 'walking_step',
  }),
]

/** Tables from which none of the paper's channels comes. */
export const PASSED_OVER = ['mACStatus', 'mBle', 'mScreenStatus', 'mUsageStats', 'mWifi', 'wLight'] as const

/** True file names are `ch2025_mGps.parquet`; the challenge of 2026 uses the same package. */
const NAME = /^ch202[56]_(\w+)\.parquet(?:\.gzip)?$/i

/** The table a file's name tells of; undefined where it is none of this data set. */
export const tableOf = (name: string): string | undefined => NAME.exec(name)?.[1]
