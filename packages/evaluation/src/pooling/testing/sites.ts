import { type Protocol, standardProtocol } from '../../protocol/protocol.ts'
import type { LotteryComparison, ObservationalComparison } from '../../report/comparison-schema.ts'
import { type Report, reportSchema } from '../../report/schema.ts'
import { readSite, type Site } from '../site.ts'

/** A program's comparison as a test says it; whatever it leaves out is as in a middling program. */
export interface ComparisonFigures {
  readonly estimate?: number
  readonly se?: number | null
  readonly people?: readonly [number | null, number | null]
  readonly events?: readonly [number | null, number | null]
  readonly known?: readonly [number | null, number | null]
  readonly horizonDays?: number
}

const Z95 = 1.959963984540054

function shared(f: ComparisonFigures) {
  const { estimate = -0.08, se = 0.03, people = [150, 150], events = [60, 75], known = [0.8, 0.78] } = f
  const arm = (k: 0 | 1) => ({
    people: people[k],
    events: events[k],
    known: known[k],
    risk: null,
    freeDays: null,
    effectiveN: null,
  })
  return {
    horizonDays: f.horizonDays ?? 180,
    arms: { with: arm(0), without: arm(1) },
    riskDifference: {
      estimate,
      se,
      low: se === null ? null : estimate - Z95 * se,
      high: se === null ? null : estimate + Z95 * se,
      p: null,
      df: null,
    },
    freeDaysDifference: null,
    bounds: null,
    tipping: [],
    curves: [],
    mentors: 20,
  }
}

/** A fair draw; `u` and `v` of its log-rank, or null where it gave none. */
export function lotteryOf(
  figures: ComparisonFigures & { u?: number; v?: number; logRank?: null } = {},
): LotteryComparison {
  const { u = -6, v = 25 } = figures
  return {
    ...shared(figures),
    draws: 10,
    entrants: 300,
    withoutContrast: 0,
    notEligible: [],
    uptake: { with: 0.8, without: 0.1, difference: null },
    hazardRatio: null,
    hazardRatioByEventDay: { first: null, middle: null, last: null },
    logRank:
      figures.logRank === null ? null : { u, v, chisq: v > 0 ? u ** 2 / v : 0, p: 0.5, pRedrawn: null, redraws: 0 },
    offerNow: null,
    inTakers: null,
  }
}

/** An adjusted comparison. */
export function observationalOf(
  figures: ComparisonFigures & {
    control?: 'never' | 'later'
    effectiveN?: readonly [number, number]
    largestImbalance?: number
  } = {},
): ObservationalComparison {
  const base = shared(figures)
  const [withMentor, without] = figures.effectiveN ?? [90, 110]
  return {
    ...base,
    arms: {
      with: { ...base.arms.with, effectiveN: withMentor },
      without: { ...base.arms.without, effectiveN: without },
    },
    control: figures.control ?? 'never',
    graceDays: 28,
    startedInGrace: 120,
    untruncated: { riskDifference: base.riskDifference.estimate, limitWith: 5, limitWithout: 5 },
    riskRatio: null,
    riskDifferenceByEventDay: { first: null, middle: null, last: null },
    riskDifferenceAnySource: null,
    balance: [],
    largestImbalance: figures.largestImbalance ?? 0.05,
    model: [],
    leftOut: { beginning: [], loss: [] },
    eValue: null,
    bootstrap: null,
  }
}

/** The standard protocol with one look, which is the data cut of the programs below: a verdict may be given. */
export const protocolAtLook: Protocol = { ...standardProtocol, looks: [{ label: 'first quarter', on: '2027-04-01' }] }

const NOBODY = { people: null, events: null }
const rate = (state: string) => ({ ...NOBODY, state, personDays: null, rate: null, low: null, high: null })
const ENDS = { none: null, event: null, declined: null, not_reached: null, not_asked: null }

/** A program's released report as data, made by hand and read through the schema. */
export function releaseWith(change: Partial<Report> & { readonly program: string | null }): Report {
  return reportSchema.parse({
    report_version: 1,
    release: true,
    dataCut: 'first quarter',
    dataHash: `${change.program}-data`,
    protocolHash: 'a3f1c2d4e5b60718',
    protocol: protocolAtLook,
    definitions: { outcome: 'first_use:as_observed' },
    seed: 1,
    horizonDays: 180,
    answer: { verdict: 'between_looks', sentence: { en: '…', es: '…' }, reasons: [], speaksOfEffect: false },
    served: {
      enrolled: 400,
      served: 380,
      services: 5000,
      mentor: { services: 4000, people: 250 },
      group: { services: 1000, people: 200 },
      matched: 250,
    },
    periods: [],
    asks: { all: { asked: 900, answered: 700, ends: ENDS }, byWindow: [] },
    analysis: {
      people: 300,
      events: 120,
      dropped: [],
      ended: [],
      overdoseDeathsOutside: 0,
      measuredAfterMentoring: [],
    },
    coverage: { byState: [], followUpByState: [], landmark: 28, known: [] },
    asItHappened: {
      rates: [],
      byMentor: { without: rate('without'), with: rate('with') },
      test: null,
      testByState: null,
      testByEventDay: { first: null, middle: null, last: null },
      landmarks: [],
      landmarksByState: [],
    },
    naive: { ever: NOBODY, never: NOBODY, naive: null, byDay: null },
    variants: [],
    notes: [],
    ...change,
  })
}

/** The same, read as a file. */
export function siteWith(change: Partial<Report> & { readonly program: string | null }, file?: string): Site {
  return readSite(file ?? `${change.program ?? 'unnamed'}.json`, JSON.stringify(releaseWith(change)))
}
