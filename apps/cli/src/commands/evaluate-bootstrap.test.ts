import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { FILE_NAMES, type ProgramDataSet } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { protocolSchema } from '@cairn/evaluation/protocol/protocol.ts'
import { evaluateProgram } from '@cairn/evaluation/report/evaluate-program.ts'
import { type Report, reportSchema } from '@cairn/evaluation/report/schema.ts'
import { replicatesOf, withBootstrap } from '@cairn/evaluation/report/with-bootstrap.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { toDataSet } from '@cairn/simulation/to-data-set.ts'
import type { EvaluateReplicates } from '@cairn/statistics/causal/cluster-bootstrap.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { UserError } from '../user-error.ts'
import { resampled } from './evaluate-bootstrap.ts'

const place = mkdtempSync(join(tmpdir(), 'cairn-bootstrap-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const protocol = protocolSchema.parse({
  horizon_days: 60,
  landmarks: [28],
  covariates: ['readiness', 'days_used_of_30'],
  time_varying: ['craving'],
  analyses: ['observational'],
})
const dataSet = toDataSet(simulateProgram({ seed: 7001, participants: 200, mentors: 100, days: 300 }))
const report = evaluateProgram(dataSet, protocol)
const plan = { protocol, seed: 3, replicates: 60 }
const task = { dataSet, made: report.observational!, ...plan }
const io = { out: () => {}, error: () => {}, isTerminal: false }
const thread = new URL('../threads/evaluation-thread.ts', import.meta.url)
const inPlace = await withBootstrap(report, task, replicatesOf(task))

/** A thread's script that does something else. */
function threadThat(name: string, body: string): URL {
  const path = join(place, `${name}.ts`)
  const module = new URL('../threads/answer-replicates.ts', import.meta.url)
  writeFileSync(path, `import { answerReplicates } from ${JSON.stringify(module.href)}\n${body}\n`)
  return pathToFileURL(path)
}

/** Rows of every table but the people's in another order. */
function shuffled(d: ProgramDataSet): ProgramDataSet {
  const tables = FILE_NAMES.map((name) => {
    const table = d[name]
    if (name === 'participants') return [name, table]
    const turn = <T>(column: T[] | Float64Array) => column.toReversed()
    return [
      name,
      Object.fromEntries(Object.entries(table).map(([c, v]) => [c, typeof v === 'number' ? v : turn(v as string[])])),
    ]
  })
  return { ...d, ...Object.fromEntries(tables) } as ProgramDataSet
}

describe('the bootstrap of the adjusted comparison', () => {
  test.each([1, 2])('%i threads give the numbers that none gives', async (threads) => {
    expect(await resampled(report, dataSet, plan, io, { script: thread, threads })).toEqual(inPlace)
  })

  test('another seed draws other samples; the estimate stays, the interval is Student’s by the new standard error', async () => {
    const other = await withBootstrap(report, { ...task, seed: 4 }, replicatesOf({ ...task, seed: 4 }))
    const [a, b] = [inPlace.observational!, other.observational!]
    expect(a.riskDifference.estimate).toBe(report.observational!.riskDifference.estimate)
    expect(b.riskDifference.se).not.toBe(a.riskDifference.se)
    expect(a.bootstrap).toMatchObject({ replicates: 60, low: null, high: null })
    expect(a.riskDifference.se).toBe(a.bootstrap!.se)
    expect(a.riskDifference.high! - a.riskDifference.estimate).toBeGreaterThan(1.96 * a.bootstrap!.se)
    expect(() => reportSchema.parse(inPlace)).not.toThrow()
  })

  test('the order of rows changes nothing, the samples included', async () => {
    const turned = shuffled(dataSet)
    const again = evaluateProgram(turned, protocol)
    const made = await withBootstrap(again, { ...task, dataSet: turned }, replicatesOf({ ...task, dataSet: turned }))
    expect(made.observational!.bootstrap!.se).toBeCloseTo(inPlace.observational!.bootstrap!.se, 10)
    expect(made.observational!.riskDifference.estimate).toBeCloseTo(inPlace.observational!.riskDifference.estimate, 10)
  })

  test('the E-value’s interval goes by the samples too: both intervals hold no effect, or neither', () => {
    const { eValue, riskDifference: r } = inPlace.observational!
    expect(eValue!.estimate).toBe(report.observational!.eValue!.estimate)
    expect(eValue!.interval === 1).toBe(r.low! <= 0 && r.high! >= 0)
  })

  /** Answers as in place, but with nothing for some samples. */
  const failing = (share: number): EvaluateReplicates => {
    const evaluate = replicatesOf(task)
    return async (list) => {
      const answers = await evaluate(list)
      return answers.map((a, k) => (list[k]! < share * plan.replicates ? null : a))
    }
  }

  test('a sample in which a model does not come off is counted; more than 2 in 100 keep the report, and it says so', async () => {
    const one = await withBootstrap(report, task, failing(1 / 60))
    expect(one.observational!.bootstrap).toMatchObject({ replicates: 60, failed: 1 })
    const two = await withBootstrap(report, task, failing(2 / 60))
    expect(two.observational).toEqual(report.observational)
    expect(two.notes.at(-1)!.en).toContain('Too many bootstrap samples gave no estimate')
  })

  test('its standard error is near that which takes the weights as known', () => {
    const ratio = inPlace.observational!.bootstrap!.se / report.observational!.riskDifference.se!
    expect(ratio).toBeGreaterThan(0.75)
    expect(ratio).toBeLessThan(1.35)
  })

  test('without an adjusted comparison, or with 0 samples, no thread is started', async () => {
    const none = { script: new URL('file:///nowhere.ts'), threads: 1 }
    const bare: Report = { ...report, observational: null }
    expect(await resampled(bare, dataSet, plan, io, none)).toBe(bare)
    expect(await resampled(report, dataSet, { ...plan, replicates: 0 }, io, none)).toBe(report)
  })
})

describe('when a thread cannot do its part, the command says so and ends', () => {
  test.each([
    [
      'fails in a sample',
      'answerReplicates(() => () => Promise.reject(new Error("no memory\\nat line 3")))',
      'no memory',
    ],
    ['fails on the task', 'answerReplicates(() => { throw new Error("no such column") })', 'no such column'],
    ['ends by itself', 'answerReplicates(() => () => process.exit(0))', 'a thread ended by itself (0)'],
    ['does not start', 'throw new Error("not today")', 'not today'],
  ])('a thread that %s', async (name, body, why) => {
    const script = threadThat(name.replaceAll(' ', '-'), body)
    const failed = resampled(report, dataSet, plan, io, { script, threads: 2 })
    await expect(failed).rejects.toThrow(UserError)
    await expect(failed).rejects.toThrow(`The bootstrap could not be worked out (${why}): --bootstrap 0`)
  })

  test('the command itself ends when its samples are done', () => {
    const folder = join(place, 'program')
    mkdirSync(folder)
    for (const [name, text] of Object.entries(writeDataSet(dataSet))) writeFileSync(join(folder, name), text)
    const path = join(place, 'protocol.json')
    writeFileSync(path, JSON.stringify(protocol))
    const main = new URL('../main.ts', import.meta.url).pathname
    const args = ['evaluate', folder, '--protocol', path, '--seed', '3', '--bootstrap', '60', '--json']
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect([status, stderr]).toEqual([0, ''])
    expect(reportSchema.parse(JSON.parse(stdout)).observational!.bootstrap).toEqual(inPlace.observational!.bootstrap)
  })
})
