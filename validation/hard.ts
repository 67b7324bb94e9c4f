import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildDesign } from '@cairn/statistics/formula/design.ts'
import { parseFormula } from '@cairn/statistics/formula/parse.ts'
import { StatisticsError, type StatisticsErrorCode } from '@cairn/statistics/statistics-error.ts'
import { cumulativeIncidence } from '@cairn/statistics/survival/aalen-johansen.ts'
import { cox } from '@cairn/statistics/survival/cox.ts'
import { logRank } from '@cairn/statistics/survival/log-rank.ts'
import { readCsv } from '../apps/cli/src/csv.ts'
import { hardCases } from './hard/cases.ts'
import { Difference, type Ledger } from './ledger.ts'
import { compareFit, type Answer as MetaAnswer } from './meta.ts'
import type { Answer as FurtherAnswer, Question } from './question.ts'
import { runR } from './r.ts'
import { rangesQuestion, turnbullQuestion } from './ranges-questions.ts'
import { compareJob } from './survival.ts'
import type { Answer as SurvivalAnswer } from './survival-against-r.ts'
import { firthQuestion, recurrentQuestion } from './survival-further.ts'

const here = join(import.meta.dirname, 'hard')

/** A case of validation/hard made ready: R's job, if R has an answer worth comparing, and the comparison. */
interface ReadyCase {
  readonly name: string
  readonly script: 'survival.R' | 'survival-further.R' | 'meta.R' | null
  readonly job: unknown
  /** Throws a Difference, or whatever ours throws where R has an answer. */
  readonly check: (answer: unknown) => Promise<void>
}

/** Every case of validation/hard/cases.ts, ready to be compared. */
export function readyHardCases(ledger: Ledger): readonly ReadyCase[] {
  const path = (data: string) => join(here, `${data}.csv`)
  return hardCases.map((c, k): ReadyCase => {
    const name = `${k + 1}. ${c.name}`
    const of = (script: ReadyCase['script'], { job, compare }: Question): ReadyCase => ({
      name,
      script,
      job,
      check: async (answer) => {
        const r = answer as FurtherAnswer
        if (r.error) throw new Difference(`R stopped: ${r.error[0]}`)
        await compare(r)
      },
    })
    const { ask } = c
    switch (ask.kind) {
      case 'refused':
        return { name, script: null, job: null, check: () => checkRefusal(name, path(ask.data), ask) }
      case 'meta':
        return {
          name,
          script: 'meta.R',
          job: { ...ask.fit, kind: 'fit', name },
          check: (answer) =>
            Promise.resolve(compareFit(ledger, { ...ask.fit, kind: 'fit', name }, answer as MetaAnswer)),
        }
      case 'turnbull':
        return of('survival-further.R', turnbullQuestion(ledger, name, ask.low, ask.high))
      case 'ranges':
        return of('survival-further.R', rangesQuestion(ledger, name, ask))
      case 'firth':
        return of('survival-further.R', firthQuestion(ledger, path(ask.data), ask))
      case 'recurrent':
        return of('survival-further.R', recurrentQuestion(ledger, path(ask.data), ask))
      default: {
        const job = { ...ask, data: path(ask.data) }
        return {
          name,
          script: 'survival.R',
          job,
          check: (answer) => compareJob(ledger, job, answer as SurvivalAnswer, name),
        }
      }
    }
  })
}

async function checkRefusal(
  name: string,
  data: string,
  ask: {
    readonly command: 'cox' | 'test' | 'cuminc'
    readonly formula: string
    readonly code: StatisticsErrorCode | 'no test'
  },
): Promise<void> {
  const table = await readCsv(data)
  let said: string
  try {
    const design = buildDesign(parseFormula(ask.formula), table, {
      causes: ask.command === 'cuminc',
      crossed: ask.command !== 'cox',
    })
    const { start, time, event } = design.response
    const entry = start ? { start } : {}
    const strata = design.strata ? { strata: design.strata.codes } : {}
    const group = design.groups ? { group: { codes: design.groups.codes, labels: design.groups.levels } } : {}
    if (ask.command === 'cox') cox({ ...entry, time, event, x: design.x, names: design.names, ...strata })
    else if (ask.command === 'cuminc') cumulativeIncidence({ time, cause: event, ...group })
    const result = ask.command === 'test' && group.group ? logRank({ ...entry, time, event, group: group.group }) : null
    said = result?.chisq === null ? 'no test' : 'an answer'
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error
    said = error.code
  }
  if (said !== ask.code) throw new Difference(`${name}: expected ${ask.code}, but got ${said}`)
}

/** R's answers to the hard cases, by name, as they are stored. */
export async function storedHardAnswers(): Promise<Readonly<Record<string, unknown>>> {
  return JSON.parse(await readFile(join(here, 'answers.json'), 'utf8')) as Record<string, unknown>
}

/** Asks R every hard case again and compares; `--store` writes R's answers for the tests. */
export async function validateHard(ledger: Ledger, folder: string): Promise<string> {
  const cases = readyHardCases(ledger)
  const answers: Record<string, unknown> = {}
  for (const script of ['survival.R', 'survival-further.R', 'meta.R'] as const) {
    const asked = cases.filter((c) => c.script === script)
    const replies = await runR<unknown[]>(
      join(import.meta.dirname, script),
      asked.map((c) => c.job),
      folder,
    )
    for (const [k, c] of asked.entries()) answers[c.name] = replies[k]
  }
  for (const c of cases) {
    try {
      await c.check(answers[c.name])
    } catch (error) {
      throw new Difference(`hard case ${c.name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
  }
  if (process.argv.includes('--store')) await writeFile(join(here, 'answers.json'), `${JSON.stringify(answers)}\n`)
  else if (!isNearly(await storedHardAnswers(), answers))
    throw new Difference("R's stored answers for validation/hard have drifted; look, then run with --store")
  return `${cases.length} hard cases, each a data set that once broke a fit.`
}

/** The same answers up to the last bits of another machine. */
function isNearly(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-6 * Math.max(1e-3, Math.abs(b))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [x, y] = [Object.entries(a), new Map(Object.entries(b))]
  return x.length === y.size && x.every(([key, value]) => isNearly(value, y.get(key)))
}
