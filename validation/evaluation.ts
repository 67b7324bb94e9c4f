import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDataSet } from '@cairn/evaluation/dataset/read.ts'
import { problemSentence } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { standardProtocol } from '@cairn/evaluation/protocol/protocol.ts'
import { evaluateProgram } from '@cairn/evaluation/report/evaluate-program.ts'
import type { Report } from '@cairn/evaluation/report/schema.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { toDataSet } from '@cairn/simulation/to-data-set.ts'
import { validateLottery } from './evaluation/lottery.ts'
import { validateObservational } from './evaluation/observational.ts'
import { Difference, type Ledger } from './ledger.ts'
import { runR } from './r.ts'

interface RateAnswer {
  people: number
  personDays: number
  events: number
  rate: number
  low: number
  high: number
}
interface GroupAnswer {
  n: number
  events: number
  risk: number | null
  riskSe: number | null
  freeDays: number | null
  freeDaysSe: number | null
}
interface RatioAnswer {
  ratio: number
  low: number
  high: number
}
interface Answer {
  people: number
  events: number
  rates: Record<string, RateAnswer>
  byMentor: Record<string, RateAnswer>
  mantelByar: { chisq: number; df: number; p: number }
  mantelByarByState: { chisq: number; df: number; p: number }
  pFirst: number
  pLast: number
  landmark28: Record<string, GroupAnswer>
  landmark90: Record<string, GroupAnswer>
  naive: RatioAnswer
  byDay: RatioAnswer
}

const here = fileURLToPath(new URL('./evaluation/', import.meta.url))

/**
 * The hand-made dozen and simulated programs, evaluated by us and by R from the same CSV files. R's answer for the dozen is
 * stored for the tests; a stored answer that drifts is a difference too.
 */
export async function validateEvaluation(ledger: Ledger, folder: string, programs = 8): Promise<string> {
  const jobs = [{ name: 'dozen', folder: join(here, 'dozen') }]
  // Small programs: R takes ties exactly by going through every subset of the people at risk.
  for (let seed = 1; seed <= programs; seed++) {
    const place = join(folder, `program-${seed}`)
    const dataSet = toDataSet(
      simulateProgram({ seed, participants: 40 + 4 * seed, confounded: seed % 2 === 0, lottery: seed % 3 === 0 }),
    )
    await mkdir(place)
    for (const [name, text] of Object.entries(writeDataSet(dataSet))) await writeFile(join(place, name), text)
    jobs.push({ name: `simulated program ${seed}`, folder: place })
  }
  const answers = await runR<Record<string, Answer>>(join(here, 'as-it-happened.R'), jobs, folder)
  for (const job of jobs) compareReport(ledger, job.name, await evaluateFolder(job.folder), answers[job.name]!)
  const stored = JSON.parse(await readFile(join(here, 'dozen.json'), 'utf8'))
  if (process.argv.includes('--store'))
    await writeFile(join(here, 'dozen.json'), JSON.stringify(answers['dozen'], null, 2) + '\n')
  else if (JSON.stringify(round(stored)) !== JSON.stringify(round(answers['dozen'])))
    throw new Difference("R's stored answer for the dozen has drifted: validation/evaluation/dozen.json")
  return [
    `The dozen and ${programs} simulated programs were evaluated by R from the same files.`,
    await validateLottery(ledger, folder),
    await validateObservational(ledger, folder),
  ].join('\n')
}

/** Numbers to ten digits, so that the last bit of another machine is no drift. */
function round(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, v) => (typeof v === 'number' ? Number(v.toPrecision(10)) : v))
}

async function evaluateFolder(folder: string): Promise<Report> {
  const names = await readdir(folder)
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const { dataSet, problems } = readDataSet(Object.fromEntries(names.map((name, i) => [name, texts[i]!])))
  if (!dataSet) throw new Difference(problems.map(problemSentence).join('\n'))
  return evaluateProgram(dataSet, standardProtocol)
}

function compareReport(ledger: Ledger, where: string, ours: Report, r: Answer): void {
  const { asItHappened: a, naive } = ours
  ledger.compare('people in the analysis', where, ours.analysis.people, r.people)
  ledger.compare('first events', where, ours.analysis.events, r.events)
  for (const rate of [...a.rates, a.byMentor.with, a.byMentor.without]) {
    const theirs = r.rates[rate.state] ?? r.byMentor[rate.state]
    // A state in which nobody was is absent in R and has no rate here.
    ledger.compare('person-days', `${where}, ${rate.state}`, rate.personDays, theirs?.personDays ?? 0)
    if (!theirs) continue
    for (const name of ['people', 'events', 'rate', 'low', 'high'] as const)
      ledger.compare(`rate: ${name}`, `${where}, ${rate.state}`, rate[name], theirs[name])
  }
  ledger.compare('Mantel–Byar chi-square', where, a.test?.chisq, r.mantelByar.chisq)
  ledger.compare('Mantel–Byar p', where, a.test?.p, r.mantelByar.p, { scale: 1e-3 })
  ledger.compare('Mantel–Byar chi-square, four states', where, a.testByState?.chisq, r.mantelByarByState.chisq)
  ledger.compare('Mantel–Byar p, first possible day', where, a.testByEventDay.first, r.pFirst, { scale: 1e-3 })
  ledger.compare('Mantel–Byar p, last possible day', where, a.testByEventDay.last, r.pLast, { scale: 1e-3 })
  for (const landmark of a.landmarks)
    for (const group of landmark.groups) {
      const theirs = (landmark.landmark === 28 ? r.landmark28 : r.landmark90)[group.group]
      const place = `${where}, landmark ${landmark.landmark}, ${group.group}`
      ledger.compare('landmark: people', place, group.n, theirs?.n ?? 0)
      if (!theirs) continue
      ledger.compare('landmark: events', place, group.events, theirs.events)
      if (theirs.risk !== null) ledger.compare('landmark: risk at 180', place, group.riskAtHorizon?.risk, theirs.risk)
      ledger.compare('landmark: restricted mean', place, group.freeDays?.estimate, theirs.freeDays)
      ledger.compare('landmark: its standard error', place, group.freeDays?.se, theirs.freeDaysSe)
    }
  for (const name of ['ratio', 'low', 'high'] as const) {
    ledger.compare(`plain comparison: ${name}`, where, naive.naive?.[name], r.naive[name])
    ledger.compare(`by day: ${name}`, where, naive.byDay?.[name], r.byDay[name])
  }
}
