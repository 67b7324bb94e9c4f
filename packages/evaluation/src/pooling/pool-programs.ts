import type { Protocol } from '../protocol/protocol.ts'
import { atItsLook, namesOfLooks } from '../report/answer-of.ts'
import type { LotteryComparison, ObservationalComparison } from '../report/comparison-schema.ts'
import type { Bilingual } from '../words/words.ts'
import { poolLogRanks } from './hazard-ratio.ts'
import type {
  AboutCounts,
  GroupFigures,
  Pooled,
  PooledAnswer,
  PooledLottery,
  PooledObservational,
  PooledProgram,
} from './pooled.ts'
import { hasSe, poolDifferences } from './risk-difference.ts'
import { checkSites, type Site } from './site.ts'
import { NOT_MADE, reachesOnly, sameProgramTwice } from './texts.ts'
import { pooledAnswer } from './words.ts'

type Comparison = LotteryComparison | ObservationalComparison
interface Made<C extends Comparison> {
  readonly program: string
  readonly dataCut: string
  readonly comparison: C
}

/**
 * Pools the released reports of several programs. Fair draws and adjusted comparisons never enter one estimate, nor do adjusted
 * comparisons against different controls. The order of the files changes nothing.
 * @throws PoolingError two protocols, two horizons, a program twice
 */
export function poolPrograms(given: readonly Site[]): Pooled {
  checkSites(given)
  const named = nameSites(given)
  const { protocol, protocolHash, report: first } = named[0]!.site
  const horizon = first.horizonDays
  const notPooled: Pooled['notPooled'][number][] = []
  const madeOf = <C extends Comparison>(
    analysis: 'lottery' | 'observational',
    of: (site: Site) => C | null,
  ): Made<C>[] =>
    named.flatMap(({ program, site }) => {
      const comparison = of(site)
      if (comparison?.horizonDays === horizon) return [{ program, dataCut: site.report.dataCut, comparison }]
      notPooled.push({
        program,
        analysis,
        text: comparison ? reachesOnly(comparison.horizonDays) : whyNot(site, analysis),
      })
      return []
    })
  const draws = madeOf('lottery', (site) => site.report.lottery)
  const adjusted = madeOf('observational', (site) => site.report.observational)
  const settings = { horizonDays: horizon, protocol }
  const lottery = draws.length > 0 ? poolLottery(draws, settings) : null
  const observational = (['never', 'later'] as const).flatMap((control) => {
    const rows = adjusted.filter((row) => row.comparison.control === control)
    return rows.length > 0 ? [poolObservational(rows, control, settings)] : []
  })
  return {
    pool_version: 1,
    protocolHash,
    horizonDays: horizon,
    margin: protocol.margin,
    programs: named.map(({ program, site }) => programOf(program, site, draws, adjusted)),
    answer: leadingAnswer([lottery, ...observational]),
    lottery,
    observational,
    notPooled,
    cautions: repeatedPrograms(given).map(sameProgramTwice),
  }
}

interface Settings {
  readonly horizonDays: number
  readonly protocol: Protocol
}

function poolLottery(rows: readonly Made<LotteryComparison>[], settings: Settings): PooledLottery {
  const tested = rows.flatMap((row) => (row.comparison.logRank ? [{ ...row, logRank: row.comparison.logRank }] : []))
  const ratio = poolLogRanks(
    tested.map(({ program, logRank }) => ({ program, u: logRank.u, v: logRank.v })),
    countsOf(tested),
  )
  return {
    ...poolRisk(rows, 'lottery', null, settings),
    hazardRatio: ratio.pooled,
    logRanks: ratio.logRanks,
    withoutLogRank: rows.length - tested.length,
  }
}

function poolObservational(
  rows: readonly Made<ObservationalComparison>[],
  control: 'never' | 'later',
  settings: Settings,
): PooledObservational {
  return { control, graceDays: settings.protocol.grace_days, ...poolRisk(rows, 'observational', control, settings) }
}

function poolRisk(
  rows: readonly Made<Comparison>[],
  design: 'lottery' | 'observational',
  control: 'never' | 'later' | null,
  { horizonDays, protocol }: Settings,
) {
  const usable = rows.filter((row) => hasSe(row.comparison.riskDifference))
  const counts = countsOf(usable)
  const { pooled, differences } = poolDifferences(
    rows.map(({ program, comparison }) => ({ program, difference: comparison.riskDifference })),
    counts,
  )
  const imbalances = usable.flatMap(({ comparison }) =>
    'largestImbalance' in comparison && comparison.largestImbalance !== null ? [comparison.largestImbalance] : [],
  )
  const look = lookOf(usable, protocol)
  const answer = pooledAnswer({
    design,
    control,
    graceDays: protocol.grace_days,
    programs: usable.length,
    horizonDays,
    margin: protocol.margin,
    atLook: look >= 0,
    looks: namesOfLooks(protocol),
    difference: pooled && atItsLook(pooled, protocol, look),
    events: counts.events,
    people: [counts.people.with, counts.people.without],
    knownShare: knownShares(usable),
    effectiveN: effectiveNumbers(usable),
    largestImbalance: imbalances.length > 0 ? Math.max(...imbalances) : null,
  })
  const groups = rows.map(({ program, comparison: { arms } }) => ({
    program,
    with: groupOf(arms.with),
    without: groupOf(arms.without),
  }))
  return { answer, groups, riskDifference: pooled, differences, withoutSe: rows.length - usable.length }
}

const groupOf = ({ people, events, known, risk }: GroupFigures): GroupFigures => ({ people, events, known, risk })

/** The look at which all of these programs were cut, counted from 0; −1 between looks, and where they were cut at different ones. */
function lookOf(rows: readonly Made<Comparison>[], protocol: Protocol): number {
  const cuts = new Set(rows.map((row) => row.dataCut))
  return cuts.size === 1 ? protocol.looks.findIndex((look) => cuts.has(look.label)) : -1
}

const ARMS = ['with', 'without'] as const

function countsOf(rows: readonly Made<Comparison>[]): AboutCounts {
  const cells = (arm: 'with' | 'without', of: 'people' | 'events') => rows.map((row) => row.comparison.arms[arm][of])
  const sum = (counts: readonly (number | null)[]) => counts.reduce<number>((total, n) => total + (n ?? 0), 0)
  const events = ARMS.flatMap((arm) => cells(arm, 'events'))
  const [withMentor, without] = [cells('with', 'people'), cells('without', 'people')]
  return {
    people: { with: sum(withMentor), without: sum(without) },
    events: sum(events),
    withheldCells: [...events, ...withMentor, ...without].filter((n) => n === null).length,
  }
}

/** Share known at the horizon in each group, each program counting by its people; null unless every program gives both. */
function knownShares(rows: readonly Made<Comparison>[]): readonly [number, number] | null {
  const share = (arm: 'with' | 'without') => {
    let [people, known] = [0, 0]
    for (const { comparison } of rows) {
      const a = comparison.arms[arm]
      if (a.people === null || a.known === null) return null
      people += a.people
      known += a.people * a.known
    }
    return people > 0 ? known / people : null
  }
  const [withMentor, without] = [share('with'), share('without')]
  return withMentor === null || without === null ? null : [withMentor, without]
}

function effectiveNumbers(rows: readonly Made<Comparison>[]): readonly [number, number] | null {
  const sum = (arm: 'with' | 'without') =>
    rows.reduce<number | null>((total, { comparison }) => {
      const n = comparison.arms[arm].effectiveN
      return total === null || n === null ? null : total + n
    }, 0)
  const [withMentor, without] = [sum('with'), sum('without')]
  return withMentor === null || without === null ? null : [withMentor, without]
}

/** The fair draw speaks first; an adjusted comparison only where no draw can. */
function leadingAnswer(comparisons: readonly ({ readonly answer: PooledAnswer } | null)[]): PooledAnswer {
  const answers = comparisons.flatMap((c) => (c && c.answer.verdict !== 'no_comparison' ? [c.answer] : []))
  return answers[0] ?? pooledAnswer({ design: 'none' })
}

function whyNot(site: Site, analysis: 'lottery' | 'observational'): Bilingual {
  const said = site.report.notCompared.filter((x) => x.analysis === analysis).map((x) => x.text)
  if (said.length === 0) return NOT_MADE[analysis]
  return { en: said.map((t) => t.en).join(' '), es: said.map((t) => t.es).join(' ') }
}

function programOf(
  program: string,
  { report }: Site,
  draws: readonly Made<Comparison>[],
  adjusted: readonly Made<Comparison>[],
): PooledProgram {
  const isIn = (rows: readonly Made<Comparison>[]) => rows.some((row) => row.program === program)
  return {
    program,
    dataCut: report.dataCut,
    dataHash: report.dataHash,
    enrolled: report.served.enrolled,
    lottery: isIn(draws),
    observational: isIn(adjusted),
    verdict: report.answer.verdict,
    reasons: report.answer.reasons,
  }
}

/** A name for each, in the order of names: the program's, else its file's; told apart by data cut and file where two are alike. */
function nameSites(sites: readonly Site[]): { program: string; site: Site }[] {
  const fileName = (site: Site) => site.file.replace(/^.*[/\\]/, '').replace(/\.json$/, '')
  const plain = (site: Site) => site.report.program ?? fileName(site)
  const dated = (site: Site) => `${plain(site)} (${site.report.dataCut})`
  const filed = (site: Site) => `${dated(site)}, ${site.file}`
  const isAlone = (of: (site: Site) => string, site: Site) => sites.filter((s) => of(s) === of(site)).length === 1
  const name = (site: Site) => (isAlone(plain, site) ? plain : isAlone(dated, site) ? dated : filed)(site)
  return sites
    .map((site) => ({ program: name(site), site }))
    .sort((a, b) => (a.program < b.program ? -1 : a.program > b.program ? 1 : 0))
}

/** Programs of which two data cuts were given: somebody may be in both. */
function repeatedPrograms(sites: readonly Site[]): string[] {
  const names = sites.flatMap((site) => (site.report.program === null ? [] : [site.report.program]))
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))].sort()
}
