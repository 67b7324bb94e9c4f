import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FILE_NAMES, type ProgramDataSet } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { gatherPeople, outcomeOf } from '@cairn/evaluation/estimates/follow-up.ts'
import { compareObservationally } from '@cairn/evaluation/estimates/observational.ts'
import { observationalPeople } from '@cairn/evaluation/estimates/observational-people.ts'
import { type Protocol, protocolSchema } from '@cairn/evaluation/protocol/protocol.ts'
import type { ObservationalComparison } from '@cairn/evaluation/report/comparison-schema.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { toDataSet } from '@cairn/simulation/to-data-set.ts'
import { Difference, type Ledger } from '../ledger.ts'
import { runR } from '../r.ts'

interface Spread {
  estimate: number
  se: number
  df: number
}
interface Arm {
  people: number
  events: number
  known: number
  risk: number
  freeDays: number
  effectiveN: number
}
interface Answer {
  people: number
  anyLost: boolean
  control: 'never' | 'later'
  horizonDays: number
  startedInGrace: number
  mentors: number
  eventsInAll: number
  arms: Record<'with' | 'without', Arm>
  riskDifference: Spread
  freeDaysDifference: Spread
  bounds: { low: number; high: number }
  tipping: number[]
  riskRatio: number
  untruncated: { riskDifference: number; limitWith: number; limitWithout: number }
  riskDifferenceByEventDay: { first: number; last: number }
  riskDifferenceAnySource: number
  balance: { name: string; before: number; after: number }[]
  model: { term: string; coef: number; se: number }[]
  leftOut: Record<'beginning' | 'loss', string[]>
  eValue: { estimate: number; interval: number }
}

interface Program {
  name: string
  protocol: Protocol
  dataSet: ProgramDataSet
  control: 'never' | 'later'
  anyLost: boolean
}

const here = fileURLToPath(new URL('./', import.meta.url))

/** R's stored answers, by the name of the program. */
export const observationalAnswers = async (): Promise<Record<string, Answer>> =>
  JSON.parse(await readFile(join(here, 'observational.json'), 'utf8'))

const protocolOf = (horizon_days: number, covariates: string[]) =>
  protocolSchema.parse({ horizon_days, landmarks: [28], covariates })

/** Three simulated programs: enough people for 'never', too few for it, and one in which nobody is lost. */
export function observationalPrograms(): Program[] {
  const simulated = (seed: number, participants: number) =>
    toDataSet(simulateProgram({ seed, participants, days: 500, mentorHazardRatio: 0.6 }))
  const all = ['age', 'gender', 'primary_substance', 'readiness', 'days_used_of_30', 'in_treatment', 'housing']
  const followed = protocolOf(90, ['age', 'readiness', 'days_used_of_30'])
  return [
    {
      name: 'against never',
      protocol: protocolOf(90, all),
      dataSet: simulated(48, 360),
      control: 'never',
      anyLost: true,
    },
    {
      name: 'against later',
      protocol: protocolOf(180, ['readiness', 'days_used_of_30', 'gender']),
      dataSet: simulated(61, 220),
      control: 'later',
      anyLost: true,
    },
    {
      name: 'nobody lost',
      protocol: followed,
      dataSet: withoutLost(simulated(33, 420), followed),
      control: 'never',
      anyLost: false,
    },
  ]
}

/** The program without those who were lost. */
function withoutLost(d: ProgramDataSet, protocol: Protocol): ProgramDataSet {
  const people = observationalPeople(d, gatherPeople(d), protocol, outcomeOf(protocol))
  const lost = new Set(people.id.filter((_, i) => people.lost[i] === 1))
  const stays = d.participants.participant_id.map((id) => !lost.has(id))
  const kept = <T>(column: T[] | Float64Array, isKept: readonly boolean[]) => column.filter((_, i) => isKept[i])
  const tables = Object.fromEntries(
    FILE_NAMES.map((name) => {
      const table = d[name]
      const isKept = table.participant_id.map((id) => !lost.has(id))
      const columns = Object.entries(table).map(([column, values]) => [
        column,
        typeof values === 'number' ? isKept.filter(Boolean).length : kept(values, isKept),
      ])
      return [name, Object.fromEntries(columns)]
    }),
  )
  const covariates = Object.fromEntries(
    Object.entries(d.covariates).map(([name, c]) => [
      name,
      {
        ...c,
        numbers: c.numbers && kept(c.numbers, stays),
        texts: c.texts && kept(c.texts, stays),
        measuredOn: kept(c.measuredOn, stays),
      },
    ]),
  )
  return { ...d, ...tables, covariates } as ProgramDataSet
}

/** Ours, as `cairn evaluate` computes it. */
export const adjustedOf = ({ protocol, dataSet }: Pick<Program, 'protocol' | 'dataSet'>): ObservationalComparison =>
  compareObservationally(dataSet, gatherPeople(dataSet), protocol)

/** Re-runs R on the same files, compares ours with it, and fails when R's stored answers drift; `--store` writes them anew. */
export async function validateObservational(ledger: Ledger, folder: string): Promise<string> {
  const programs = observationalPrograms()
  const jobs = []
  for (const { name, protocol, dataSet } of programs) {
    const place = join(folder, `adjusted ${name}`)
    await mkdir(place)
    for (const [file, text] of Object.entries(writeDataSet(dataSet))) await writeFile(join(place, file), text)
    const { horizon_days, grace_days, covariates } = protocol
    jobs.push({ name, folder: place, tau: horizon_days, grace: grace_days / 7, covariates })
  }
  const answers = await runR<Record<string, Answer>>(join(here, 'observational.R'), jobs, folder)
  if (process.argv.includes('--store'))
    await writeFile(join(here, 'observational.json'), `${JSON.stringify(answers, null, 1)}\n`)
  const stored = await observationalAnswers()
  for (const program of programs) {
    const ours = adjustedOf(program)
    compareObservational(ledger, program, ours, answers[program.name]!)
    compareObservational(ledger, { ...program, name: `${program.name}, stored` }, ours, stored[program.name]!)
  }
  return `${programs.length} programs were adjusted by R from the same files.`
}

/** Every figure within 1e-6 of R's (relative, or of a standard error); standard errors are R's from moving weights a little. */
export function compareObservational(
  ledger: Ledger,
  { name: where, control, anyLost }: Pick<Program, 'name' | 'control' | 'anyLost'>,
  ours: ObservationalComparison,
  r: Answer,
): void {
  const same = (what: string, a: unknown, b: unknown) => {
    if (JSON.stringify(a) !== JSON.stringify(b))
      throw new Difference(`${what} of ${where}: ours is ${JSON.stringify(a)}, R's is ${JSON.stringify(b)}`)
  }
  same('what is compared', [ours.control, ours.horizonDays], [r.control, r.horizonDays])
  same('what was to be compared', [r.control, r.anyLost], [control, anyLost])
  for (const model of ['beginning', 'loss'] as const)
    same(`columns left out (${model})`, [...ours.leftOut[model]].sort(), [...r.leftOut[model]].sort())
  for (const name of ['startedInGrace', 'mentors', 'eventsInAll'] as const)
    ledger.compare(`adjusted: ${name}`, where, ours[name], r[name])
  for (const arm of ['with', 'without'] as const)
    for (const name of ['people', 'events', 'known', 'risk', 'freeDays', 'effectiveN'] as const)
      ledger.compare(`adjusted: ${name}`, `${where}, ${arm}`, ours.arms[arm][name], r.arms[arm][name])
  for (const name of ['riskDifference', 'freeDaysDifference'] as const) {
    ledger.compare(`adjusted: ${name}`, where, ours[name]?.estimate, r[name].estimate, { scale: r[name].se })
    ledger.compare(`adjusted: ${name}, standard error`, where, ours[name]?.se, r[name].se)
    ledger.compare(`adjusted: ${name}, degrees of freedom`, where, ours[name]?.df, r[name].df)
  }
  for (const end of ['low', 'high'] as const)
    ledger.compare('adjusted: bounds', where, ours.bounds?.[end], r.bounds[end], { scale: 0.1 })
  ours.tipping.forEach((cell, k) => {
    ledger.compare('adjusted: tipping grid', where, cell.riskDifference, r.tipping[k], { scale: 0.1 })
  })
  ledger.compare('adjusted: tipping cells', where, ours.tipping.length, r.tipping.length)
  ledger.compare('adjusted: risk ratio', where, ours.riskRatio, r.riskRatio)
  for (const name of ['riskDifference', 'limitWith', 'limitWithout'] as const)
    ledger.compare(`adjusted: untruncated, ${name}`, where, ours.untruncated[name], r.untruncated[name], { scale: 0.1 })
  for (const day of ['first', 'last'] as const)
    ledger.compare('adjusted: event day', where, ours.riskDifferenceByEventDay[day], r.riskDifferenceByEventDay[day], {
      scale: 0.1,
    })
  ledger.compare('adjusted: any source', where, ours.riskDifferenceAnySource, r.riskDifferenceAnySource, { scale: 0.1 })
  same(
    'rows of balance',
    ours.balance.map((b) => b.name),
    r.balance.map((b) => b.name),
  )
  ours.balance.forEach((b, k) => {
    for (const when of ['before', 'after'] as const)
      ledger.compare(`adjusted: balance ${when}`, `${where}, ${b.name}`, b[when], r.balance[k]![when], { scale: 0.1 })
  })
  // Terms of time are named differently; their order and numbers are the same.
  ledger.compare('adjusted: terms', where, ours.model.length, r.model.length)
  ours.model.forEach((term, k) => {
    const theirs = r.model[k]!
    ledger.compare('adjusted: coefficient', `${where}, ${term.term}`, term.coef, theirs.coef, { scale: theirs.se })
    ledger.compare('adjusted: its standard error', `${where}, ${term.term}`, term.se, theirs.se)
  })
  ledger.compare('adjusted: E-value', where, ours.eValue?.estimate, r.eValue.estimate)
  ledger.compare('adjusted: E-value of the interval', where, ours.eValue?.interval, r.eValue.interval)
}
