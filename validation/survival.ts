import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDesign } from '@cairn/statistics/formula/design.ts'
import { parseFormula } from '@cairn/statistics/formula/parse.ts'
import { StatisticsError } from '@cairn/statistics/statistics-error.ts'
import { readCsv } from '../apps/cli/src/csv.ts'
import { Difference, type Ledger } from './ledger.ts'
import { runR } from './r.ts'
import { randomData } from './random-data.ts'
import {
  type Answer,
  compareCox,
  compareCurves,
  compareIncidence,
  compareTest,
  type Numbers,
} from './survival-against-r.ts'
import { type Job, ownJobs, randomJobs, sharedJobs } from './survival-jobs.ts'
import { validateSurvivalRest } from './survival-rest.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** Compares every survival estimator with R on R's own data, on the shared data where they are there, and on `count` random data sets. */
export async function validateSurvival(ledger: Ledger, folder: string, shared: string, count: number): Promise<string> {
  await runR(join(here, 'survival.R'), [{ kind: 'export', folder }], folder)
  await validateSurvivalRest(ledger, folder)
  const jobs = [
    ...ownJobs((name) => join(folder, `${name}.csv`)),
    ...(existsSync(shared) ? sharedJobs((name) => join(shared, `${name}.csv`)) : []),
  ]
  const known = jobs.length
  for (let seed = 1; seed <= count; seed++) {
    const path = join(folder, `random-${seed}.csv`)
    await writeFile(path, randomData(seed).csv)
    jobs.push(...randomJobs(path, seed))
  }
  const answers = await runR<Answer[]>(join(here, 'survival.R'), jobs, folder)
  let refused = 0
  for (const [k, job] of jobs.entries()) {
    const where = `${job.data.split('/').at(-1)} ${'formula' in job ? job.formula : `${job.time}, ${job.status} by ${job.group}`}${'ties' in job ? ` ${job.ties}` : ''}${'weights' in job && job.weights ? ` weights ${job.weights}` : ''}`
    const answer = answers[k]!
    try {
      if (answer.error) throw new Difference(`R stopped: ${answer.error[0]}`)
      await compareJob(ledger, job, answer, where)
    } catch (error) {
      if (error instanceof StatisticsError && job.kind === 'cox' && agreesToRefuse(error, answer)) {
        refused++
        continue
      }
      throw new Difference(
        `${where}\n  data: ${job.data}\n  ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      )
    }
  }
  return `${known} models on real data${existsSync(shared) ? '' : ` (the folder ${shared} is not there, so only R's own data sets)`}, ${jobs.length - known} on ${count} random data sets; ${refused} models that do not exist were refused by us where R prints NA or infinity.`
}

/** R goes on with NA or a huge coefficient where we stop. */
function agreesToRefuse(error: StatisticsError, answer: Answer): boolean {
  const coef = answer['coef'] as Numbers | undefined
  if (error.code === 'aliased_covariate' || error.code === 'constant_covariate')
    return coef?.some((b) => b === null) ?? false
  return error.code === 'separation' && (coef?.some((b) => b !== null && Math.abs(b) > 8) ?? false)
}

/** Answers a question and compares with R's answer. */
export async function compareJob(ledger: Ledger, job: Job, answer: Answer, where: string): Promise<void> {
  const table = await readCsv(job.data)
  if (job.kind === 'cuminc') {
    const formula = `Surv(${job.time}, ${job.status}) ~ ${job.group ?? '1'}`
    compareIncidence(ledger, buildDesign(parseFormula(formula), table, { causes: true, crossed: true }), answer, where)
    return
  }
  const weights = 'weights' in job && job.weights ? { weights: job.weights } : {}
  const design = buildDesign(parseFormula(job.formula), table, {
    ...weights,
    crossed: job.kind === 'km' ? 'with strata' : job.kind !== 'cox',
  })
  if (job.kind === 'cox') compareCox(ledger, job, design, answer, where)
  else if (job.kind === 'km') compareCurves(ledger, job, design, answer, where)
  else compareTest(ledger, job, design, answer, where)
}
