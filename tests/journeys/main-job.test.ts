import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Served } from '../../scripts/serve.ts'
import { RESIDUAL_BAR } from '../../src/saliency/explanation.ts'
import { launch } from './browser.ts'
import { mainJob } from './main-job.ts'
import { faultsOf, type JourneyReport } from './report.ts'
import { serveApp } from './served.ts'

describe('the main job on the sample days', () => {
  let served: Served
  let browser: Browser
  let out: string
  let report: JourneyReport

  beforeAll(async () => {
    served = await serveApp()
    browser = await launch()
    out = await mkdtemp(join(tmpdir(), 'journey-'))
    report = await mainJob({ browser, url: served.url, paths: [], out, log: () => undefined })
  }, 600_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
    await rm(out, { recursive: true, force: true })
  })

  it('goes through without a fault', () => {
    expect(faultsOf(report)).toEqual([])
  })

  it('reads all 17 people and says how much of each channel is known', () => {
    expect(report.days).toHaveLength(17)
    for (const { coverage } of report.days) {
      expect(Object.keys(coverage)).toHaveLength(6)
      for (const { before, after } of Object.values(coverage)) expect(after).toBeGreaterThanOrEqual(before)
    }
  })

  it('learns: the loss starts at 0.8 or less and falls to at most half of that', () => {
    const losses = report.epochs.map(({ loss }) => loss)
    expect(losses).toHaveLength(10)
    expect(losses[0]).toBeLessThanOrEqual(0.8)
    expect(losses.at(-1)).toBeLessThanOrEqual(0.5 * (losses[0] ?? 0))
  })

  it('holds people out and scores the network beside the predictors that look at nothing', () => {
    const both = report.trainingPeople.filter((name) => report.heldOutPeople.includes(name))
    expect(both).toEqual([])
    for (const { predictor, f1 } of report.scores) {
      expect(f1, predictor).toHaveLength(7)
      for (const value of f1) expect(value).toBeGreaterThanOrEqual(0)
    }
    const shuffled = report.scores.find(({ predictor }) => predictor === 'shuffledLabels')
    expect(shuffled?.trainingLoss).toBeLessThan(0.69)
  })

  it('answers seven questions for every day, and marks which it saw in training', () => {
    for (const day of report.days) {
      expect(day.probabilities).toHaveLength(7)
      const person = day.id.split('/')[0] ?? ''
      expect(day.seenInTraining).toBe(report.trainingPeople.includes(person))
    }
  })

  it('explains every day, and every sum adds up', () => {
    expect(new Set(report.explanations.map(({ dayId }) => dayId)).size).toBe(17)
    expect(report.worstResidualShare).toBeLessThanOrEqual(RESIDUAL_BAR)
  })

  it('takes less than six minutes', () => {
    const seconds = Object.values(report.seconds).reduce((sum, s) => sum + s, 0)
    expect(seconds).toBeLessThan(360)
  })
})
