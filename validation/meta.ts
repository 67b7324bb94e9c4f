import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tauInterval } from '@cairn/statistics/meta/between-variance.ts'
import { beggTest, eggerTest } from '@cairn/statistics/meta/bias.ts'
import { mantelHaenszel, peto } from '@cairn/statistics/meta/counts.ts'
import { type Counts, effectFromCounts, effectFromMeans } from '@cairn/statistics/meta/effect-sizes.ts'
import type { MetaMethod, MetaTest } from '@cairn/statistics/meta/meta-input.ts'
import { pool } from '@cairn/statistics/meta/pool.ts'
import { influence } from '@cairn/statistics/meta/sensitivity.ts'
import { createRandom } from '@cairn/statistics/random/random.ts'
import { readCsv } from '../apps/cli/src/csv.ts'
import { Difference, type Ledger } from './ledger.ts'
import { runR } from './r.ts'

const here = dirname(fileURLToPath(import.meta.url))
const script = join(here, 'meta.R')

/** Effects to be pooled, and how. */
export interface Fit {
  readonly kind: 'fit'
  readonly name: string
  readonly effect: readonly number[]
  readonly variance: readonly number[]
  readonly mod?: readonly number[]
  readonly method: MetaMethod
  readonly test: MetaTest
  readonly influence: boolean
}

/** metadat's data sets whose effects R has exported. */
const ownSets = [
  'bcg',
  'raudenbush',
  'hackshaw',
  'normand',
  'yusuf',
  'collins',
  'bangertdrowns',
  'li2007',
  'nielweise2007',
  'hine1989',
  'linde2005',
  'anand1999',
  'egger2001',
  'lee2004',
  'graves2010',
  'hartmannboyce2018',
  'viechtbauer2021',
  'curtis1998',
  'mcdaniel1994',
  'molloy2014',
  'baskerville2012',
]

type Numbers = readonly (number | null)[]
export type Answer = Readonly<Record<string, Numbers>> & { readonly error?: readonly string[] }

/** Compares pooling, bias tests and effect sizes with metafor on its own data sets and on random ones. */
export async function validateMeta(ledger: Ledger, folder: string, count: number): Promise<string> {
  await runR(script, [{ kind: 'export', folder }], folder)
  const fits: Fit[] = []
  for (const name of ownSets) fits.push(...(await ownFits(folder, name)))
  const real = fits.length
  for (let seed = 1; seed <= count; seed++) fits.push(randomFit(seed))
  const answers = await runR<Answer[]>(script, fits, folder)
  for (const [k, job] of fits.entries()) compareFit(ledger, job, answers[k]!)
  await compareCounts(ledger, folder, count)
  await compareMeans(ledger, folder)
  return `${real} fits of metafor's own data sets, ${count} random ones, ${count} tables of counts.`
}

async function ownFits(folder: string, name: string): Promise<Fit[]> {
  const table = await readCsv(join(folder, `meta-${name}.csv`))
  const column = (c: string) => {
    const found = table.columns.get(c)
    return found?.kind === 'number' ? Array.from(found.values) : undefined
  }
  const [effect, variance, mod] = [column('effect')!, column('variance')!, column('mod')]
  const both = [undefined, ...(mod ? [mod] : [])]
  return (['FE', 'DL', 'PM', 'REML'] as const).flatMap((method) =>
    (method === 'FE' ? (['z'] as const) : (['z', 'knha', 'adhoc'] as const)).flatMap((test) =>
      both.map(
        (m): Fit => ({
          kind: 'fit',
          name: `${name} ${method} ${test}${m ? ' with a moderator' : ''}`,
          effect,
          variance,
          ...(m ? { mod: m } : {}),
          method,
          test,
          influence: test === 'z' && !m && effect.length <= 40,
        }),
      ),
    ),
  )
}

function randomFit(seed: number): Fit {
  const r = createRandom(seed, 'meta')
  const k = 3 + r.below(15)
  const tau = r.uniform() < 0.3 ? 0 : 0.1 + 0.6 * r.uniform()
  const variance = Array.from({ length: k }, () => 0.01 + 0.3 * r.uniform() ** 2)
  const effect = variance.map((v) => 0.3 + tau * r.normal() + Math.sqrt(v) * r.normal())
  const mod = seed % 4 === 0 && k > 4 ? variance.map(() => r.normal()) : undefined
  const method = (['DL', 'PM', 'REML', 'FE'] as const)[seed % 4]!
  const test = method === 'FE' ? 'z' : (['z', 'knha', 'adhoc'] as const)[seed % 3]!
  return {
    kind: 'fit',
    name: `random ${seed} ${method} ${test}`,
    effect,
    variance,
    ...(mod ? { mod } : {}),
    method,
    test,
    influence: seed % 5 === 0,
  }
}

/** Pools and compares with R's answer. */
export function compareFit(ledger: Ledger, job: Fit, r: Answer): void {
  const where = job.name
  if (r.error) throw new Difference(`${where}: R stopped: ${r.error[0]}\n  ${JSON.stringify(job)}`)
  const moderators = job.mod ? { moderators: [job.mod], names: ['mod'] } : {}
  try {
    const fit = pool({ ...job, ...moderators })
    for (const [a, t] of fit.terms.entries()) {
      const scale = r['se']![a]!
      ledger.compare('meta coefficient', where, t.coef, r['beta']![a], { scale })
      ledger.compare('meta standard error', where, t.se, r['se']![a])
      ledger.compare('meta p', where, t.p, r['p']![a], { scale: 1e-10 })
      ledger.compare('meta interval low', where, t.low, r['low']![a], { scale })
      ledger.compare('meta interval high', where, t.high, r['high']![a], { scale })
    }
    const tauScale = { scale: 1e-3 }
    ledger.compare(`meta tau2 ${job.method}`, where, fit.tau2 ?? 0, r['tau2']![0], tauScale)
    ledger.compare('meta I2', where, fit.i2, r['i2']![0], { scale: 1 })
    ledger.compare('meta H2', where, fit.h2, r['h2']![0])
    ledger.compare('meta Q', where, fit.q.chisq, r['q']![0])
    ledger.compare('meta p of Q', where, fit.q.p, r['qp']![0], { scale: 1e-300, tolerance: 1e-5 })
    if (job.mod) {
      ledger.compare('meta test of moderators', where, fit.moderatorTest?.statistic, r['qm']![0], { scale: 1e-3 })
      ledger.compare('meta p of moderators', where, fit.moderatorTest?.p, r['qmp']![0], {
        tolerance: 1e-5,
        scale: 1e-10,
      })
    } else if (job.method !== 'FE') {
      ledger.compare('meta prediction low', where, fit.predictionLow, r['pilow']![0], { scale: r['se']![0]! })
      ledger.compare('meta prediction high', where, fit.predictionHigh, r['pihigh']![0], { scale: r['se']![0]! })
    }
    if (job.method !== 'FE' && r['taulow']) {
      const interval = tauInterval({ ...job, ...moderators })
      // R prints 0 to 0 for an empty set; we say that it is empty.
      if (interval.high !== null) {
        ledger.compare('meta tau2 Q-profile low', where, interval.low, r['taulow'][0], tauScale)
        ledger.compare('meta tau2 Q-profile high', where, interval.high, r['tauhigh']![0], tauScale)
      }
    }
    if (job.mod) return
    for (const [i, w] of fit.weights.entries()) ledger.compare('meta weight', where, w, r['weights']![i])
    const egger = eggerTest(job)
    ledger.compare('Egger t', where, egger?.t, r['egger']![0], { scale: 1e-3 })
    ledger.compare('Egger p', where, egger?.p, r['egger']![1])
    const begg = beggTest(job)
    ledger.compare('Begg tau', where, begg?.tau, r['begg']![0], { scale: 1e-3 })
    ledger.compare('Begg p', where, begg?.p, r['begg']![1])
    if (r['influence']) {
      const all = influence(job)
      const keys = ['rstudent', 'dffits', 'cookD', 'covRatio', 'tau2Without', 'qWithout', 'hat', 'dfbeta'] as const
      for (const [c, key] of keys.entries())
        for (const [i, x] of all.entries())
          ledger.compare(`influence ${key}`, where, x[key], r['influence'][c * all.length + i], {
            scale: 1e-3,
            tolerance: 1e-5,
          })
    }
  } catch (error) {
    throw new Difference(
      `${where}: ${error instanceof Error ? error.message : String(error)}\n  ${JSON.stringify(job)}`,
    )
  }
}

type Table = Readonly<Record<string, unknown>> & { readonly yi?: Numbers; readonly vi?: Numbers }

async function compareCounts(ledger: Ledger, folder: string, count: number): Promise<void> {
  const tables: Counts[][] = []
  for (let seed = 1; seed <= count; seed++) {
    const r = createRandom(seed, 'counts')
    const rare = r.uniform() < 0.5 ? 0.04 : 0.4
    tables.push(
      Array.from({ length: 3 + r.below(8) }, () => {
        const [nT, nC] = [5 + r.below(60), 5 + r.below(60)]
        const events = (n: number) =>
          Array.from({ length: n }, () => (r.uniform() < rare ? 1 : 0) as number).reduce((a, b) => a + b, 0)
        return { eventsT: events(nT), nT, eventsC: events(nC), nC }
      }),
    )
  }
  const jobs = tables.map((t) => ({
    kind: 'counts',
    a: t.map((s) => s.eventsT),
    n1: t.map((s) => s.nT),
    c: t.map((s) => s.eventsC),
    n2: t.map((s) => s.nC),
  }))
  const answers = await runR<Readonly<Record<string, Table>>[]>(script, jobs, folder)
  for (const [k, studies] of tables.entries()) {
    const where = JSON.stringify(jobs[k])
    for (const measure of ['OR', 'RR', 'RD', 'PETO'] as const)
      for (const [i, s] of studies.entries()) {
        const size = effectFromCounts(measure, s)
        const r = answers[k]![measure]!
        ledger.compare(`effect ${measure}`, where, size?.effect, r.yi![i], { scale: 1e-3 })
        ledger.compare(`variance ${measure}`, where, size?.variance, r.vi![i], { scale: 1e-6 })
      }
    for (const measure of ['OR', 'RR', 'RD'] as const)
      comparePooled(
        ledger,
        `Mantel–Haenszel ${measure}`,
        where,
        () => mantelHaenszel(measure, studies),
        answers[k]![`MH_${measure}`],
      )
    comparePooled(ledger, 'Peto', where, () => peto(studies), answers[k]!['peto'])
  }
}

function comparePooled(
  ledger: Ledger,
  name: string,
  where: string,
  work: () => ReturnType<typeof peto>,
  r: Table | undefined,
): void {
  const value = (key: string) => (r?.[key] as Numbers | undefined)?.[0] ?? null
  let ours: ReturnType<typeof peto> | undefined
  try {
    ours = work()
  } catch {
    ours = undefined
  }
  if (!ours && value('estimate') === null) return
  ledger.compare(`${name} estimate`, where, ours?.estimate, value('estimate'), { scale: value('se') ?? 1 })
  ledger.compare(`${name} standard error`, where, ours?.se, value('se'))
  ledger.compare(`${name} Q`, where, ours?.q.chisq, value('q'), { scale: 1e-2 })
}

async function compareMeans(ledger: Ledger, folder: string): Promise<void> {
  const r = createRandom(1, 'means')
  const k = 60
  const column = (f: () => number) => Array.from({ length: k }, f)
  const job = {
    kind: 'means',
    m1: column(r.normal),
    s1: column(() => 0.2 + r.uniform()),
    n1: column(() => 2 + r.below(80)),
    m2: column(r.normal),
    s2: column(() => 0.2 + r.uniform()),
    n2: column(() => 2 + r.below(80)),
  }
  const [answer] = await runR<Readonly<Record<string, Table>>[]>(script, [job], folder)
  for (const measure of ['MD', 'SMD'] as const)
    for (let i = 0; i < k; i++) {
      const size = effectFromMeans(measure, {
        meanT: job.m1[i]!,
        sdT: job.s1[i]!,
        nT: job.n1[i]!,
        meanC: job.m2[i]!,
        sdC: job.s2[i]!,
        nC: job.n2[i]!,
      })
      ledger.compare(`effect ${measure}`, `means ${i}`, size.effect, answer![measure]!.yi![i])
      ledger.compare(`variance ${measure}`, `means ${i}`, size.variance, answer![measure]!.vi![i])
    }
}
