import type { MeasuresOfDay, Problem } from './reader.ts'

/** Says of nights and answers that no recording of their days came with them: they were not kept. */
export const withoutRecording = (nights: readonly MeasuresOfDay[]): Problem => ({
  file: [...new Set(nights.map(({ participant }) => participant))].slice(0, 3).join(', '),
  code: 'no_recording',
  detail: { nights: nights.length, people: new Set(nights.map(({ participant }) => participant)).size },
})
