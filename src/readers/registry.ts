import { appleHealth } from './apple-health/reader.ts'
import { compact } from './compact/reader.ts'
import { empaticaE4 } from './empatica-e4/reader.ts'
import { etri2020 } from './etri-2020/reader.ts'
import { etri2024 } from './etri-2024/reader.ts'
import { etri2025 } from './etri-2025/reader.ts'
import { fitbit } from './fitbit/reader.ts'
import { gadgetbridge } from './gadgetbridge/reader.ts'
import { garminAccount } from './garmin-account/reader.ts'
import { garminFit } from './garmin-fit/reader.ts'
import { mmash } from './mmash/reader.ts'
import { oura } from './oura/reader.ts'
import { pmdata } from './pmdata/reader.ts'
import type { Reader } from './reader.ts'
import { samsungHealth } from './samsung-health/reader.ts'
import { sensorLogger } from './sensor-logger/reader.ts'
import { sleepDiary } from './sleep-diary/reader.ts'

/** All formats. Each is asked which of the dropped files are its own; the first to claim a file has it. */
export const READERS: readonly Reader[] = [
  compact,
  etri2020,
  etri2024,
  etri2025,
  mmash,
  empaticaE4,
  appleHealth,
  fitbit,
  samsungHealth,
  oura,
  pmdata,
  sleepDiary,
  garminFit,
  garminAccount,
  gadgetbridge,
  sensorLogger,
]
