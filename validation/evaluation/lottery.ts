import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDataSet } from '@cairn/evaluation/dataset/read.ts'
import { type ProgramDataSet, problemSentence } from '@cairn/evaluation/dataset/schema.ts'
import { writeDataSet } from '@cairn/evaluation/dataset/write.ts'
import { gatherPeople } from '@cairn/evaluation/estimates/follow-up.ts'
import { compareByLottery } from '@cairn/evaluation/estimates/lottery.ts'
import { protocolSchema } from '@cairn/evaluation/protocol/protocol.ts'
import type { LotteryComparison } from '@cairn/evaluation/report/comparison-schema.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { toDataSet } from '@cairn/simulation/to-data-set.ts'
import { Difference, type Ledger } from '../ledger.ts'
import { runR } from '../r.ts'

interface Spread {
  estimate: number
  se: number
}
interface Answer {
  draws: number
  entrants: number
  withoutContrast: number
  notEligible: Record<string, number>
  mentors: number
  arms: Record<'with' | 'without', { people: number; events: number; risk: number; freeDays: number; known: number }>
  riskDifference: Spread
  freeDaysDifference: Spread
  bounds: { low: number; high: number }
  tipping: number[]
  uptake: { with: number; without: number; se: number }
  hazardRatio: { ratio: number; low: number; high: number; p: number }
  hazardRatioByEventDay: { first: number; last: number }
  logRank: { u: number; v: number; chisq: number; p: number; pRedrawn: number }
  offerNow: Spread
  inTakers: { estimate: number; kind: string; low: number | null; high: number | null }
}

const here = fileURLToPath(new URL('./', import.meta.url))
/** Re-runs of the draw in R; ours are twice as many. */
const REDRAWS = 4999

/** R's stored answers, by the name of the program. */
export const lotteryAnswers = async (): Promise<Record<string, Answer>> =>
  JSON.parse(await readFile(join(here, 'lottery.json'), 'utf8'))

/** The hand-made dozen and two simulated programs: draws of a few months; one confounded by readiness, with refusals. */
export async function lotteryPrograms(): Promise<{ name: string; tau: number; dataSet: ProgramDataSet }[]> {
  const folder = join(here, 'lottery-dozen')
  const names = await readdir(folder)
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const { dataSet, problems } = readDataSet(Object.fromEntries(names.map((name, i) => [name, texts[i]!])))
  if (!dataSet) throw new Difference(problems.map(problemSentence).join('\n'))
  const simulated = (seed: number, confounded: boolean) =>
    toDataSet(simulateProgram({ seed, participants: 150, days: 300, mentors: 40, confounded, lottery: true }))
  return [
    { name: 'dozen', tau: 60, dataSet },
    { name: 'fair draws', tau: 90, dataSet: simulated(21, false) },
    { name: 'fair draws among people who differ', tau: 60, dataSet: simulated(22, true) },
  ]
}

/** Ours, as `cairn evaluate` computes it. */
export function lotteryOf({ tau, dataSet }: { tau: number; dataSet: ProgramDataSet }): LotteryComparison {
  const protocol = protocolSchema.parse({
    horizon_days: tau,
    windows: [30, 60, 90].slice(0, tau / 30),
    landmarks: [28],
  })
  return compareByLottery(dataSet, gatherPeople(dataSet), protocol, { seed: 1 })
}

/** Re-runs R on the same files, compares ours with it, and fails when R's stored answers drift; `--store` writes them anew. */
export async function validateLottery(ledger: Ledger, folder: string): Promise<string> {
  const programs = await lotteryPrograms()
  const jobs = []
  for (const { name, tau, dataSet } of programs) {
    const place = join(folder, `lottery ${name}`)
    await mkdir(place)
    for (const [file, text] of Object.entries(writeDataSet(dataSet))) await writeFile(join(place, file), text)
    jobs.push({ name, folder: place, tau })
  }
  const answers = await runR<Record<string, Answer>>(join(here, 'lottery.R'), jobs, folder)
  if (process.argv.includes('--store'))
    await writeFile(join(here, 'lottery.json'), `${JSON.stringify(answers, null, 1)}\n`)
  const stored = await lotteryAnswers()
  for (const program of programs) {
    const ours = lotteryOf(program)
    compareLottery(ledger, program.name, ours, answers[program.name]!)
    compareLottery(ledger, `${program.name}, stored`, ours, stored[program.name]!)
  }
  return `${programs.length} programs with draws were compared by R from the same files.`
}

/**
 * Every figure within 1e-6 of R's (relative, or of a standard error), standard errors and Fieller's ends too, which R has from moving
 * weights a little; the redrawn p within four standard errors of both.
 */
export function compareLottery(ledger: Ledger, where: string, ours: LotteryComparison, r: Answer): void {
  for (const name of ['draws', 'entrants', 'withoutContrast', 'mentors'] as const)
    ledger.compare(`draw: ${name}`, where, ours[name], r[name])
  for (const { reason, n } of ours.notEligible)
    ledger.compare('draw: not eligible', `${where}, ${reason}`, n, r.notEligible[reason])
  for (const arm of ['with', 'without'] as const)
    for (const name of ['people', 'events', 'risk', 'freeDays', 'known'] as const)
      ledger.compare(`draw: ${name}`, `${where}, ${arm}`, ours.arms[arm][name], r.arms[arm][name])
  for (const name of ['riskDifference', 'freeDaysDifference', 'offerNow'] as const) {
    ledger.compare(`draw: ${name}`, where, ours[name]?.estimate, r[name].estimate, { scale: r[name].se })
    ledger.compare(`draw: ${name}, standard error`, where, ours[name]?.se, r[name].se)
  }
  ledger.compare('draw: bounds', where, ours.bounds?.low, r.bounds.low, { scale: 0.1 })
  ledger.compare('draw: bounds', where, ours.bounds?.high, r.bounds.high, { scale: 0.1 })
  ours.tipping.forEach((cell, k) => {
    ledger.compare(
      'draw: tipping grid',
      `${where}, ${cell.with} and ${cell.without}`,
      cell.riskDifference,
      r.tipping[k],
      {
        scale: 0.1,
      },
    )
  })
  ledger.compare('draw: uptake', where, ours.uptake.with, r.uptake.with)
  ledger.compare('draw: uptake', where, ours.uptake.without, r.uptake.without)
  ledger.compare('draw: uptake, standard error', where, ours.uptake.difference?.se, r.uptake.se)
  for (const name of ['ratio', 'low', 'high', 'p'] as const)
    ledger.compare(`draw: hazard ratio, ${name}`, where, ours.hazardRatio?.[name], r.hazardRatio[name])
  for (const name of ['first', 'last'] as const)
    ledger.compare(
      `draw: hazard ratio, ${name} day`,
      where,
      ours.hazardRatioByEventDay[name],
      r.hazardRatioByEventDay[name],
    )
  for (const name of ['u', 'v', 'chisq', 'p'] as const)
    ledger.compare(`draw: log-rank ${name}`, where, ours.logRank?.[name], r.logRank[name], { scale: 1e-3 })
  const p = r.logRank.pRedrawn
  const monteCarlo = Math.sqrt(p * (1 - p) * (1 / REDRAWS + 1 / ours.logRank!.redraws))
  ledger.compare('draw: p by drawing again', where, ours.logRank?.pRedrawn, p, { scale: 1, tolerance: 4 * monteCarlo })
  ledger.compare('draw: in takers', where, ours.inTakers?.estimate, r.inTakers.estimate, { scale: 0.01 })
  if (ours.inTakers?.kind !== r.inTakers.kind)
    throw new Difference(`set of ${where}: ours is ${ours.inTakers?.kind}, R's is ${r.inTakers.kind}`)
  for (const name of ['low', 'high'] as const)
    ledger.compare(
      `draw: in takers, ${name}`,
      where,
      ours.inTakers.low === null ? null : ours.inTakers[name],
      r.inTakers[name],
    )
}
