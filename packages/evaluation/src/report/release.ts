import { REASON_WITHOUT_COUNT } from '../words/words.ts'
import { releaseComparisons } from './release-comparison.ts'
import { digits, mapValues, rounded, SMALLEST_CELL, withhold } from './release-counts.ts'
import type { Report } from './schema.ts'

type Rate = Report['asItHappened']['rates'][number]
type Landmark = Report['asItHappened']['landmarks'][number]

/**
 * The report as it may leave the program: cells below 11 withheld with the cells that would give them away, counts rounded to 5,
 * estimates to three significant digits, curves read on the ask days only, and no comparison box unless both groups and the
 * events reach 11. Two releases can still be subtracted: freeze one a quarter.
 */
export function releaseOf(report: Report): Report {
  const { coverage, asItHappened: a } = report
  const enoughEvents = (report.analysis.events ?? 0) >= SMALLEST_CELL
  const rates = (rows: readonly Rate[]) => withholdRates(rows, enoughEvents)
  const [without, withMentor] = rates([a.byMentor.without, a.byMentor.with])
  const bothShown = without!.people !== null && withMentor!.people !== null && enoughEvents
  const askEnds = (x: Report['asks']['all']) => {
    const [none, event, declined, not_reached, not_asked] = withhold([
      x.ends.none,
      x.ends.event,
      x.ends.declined,
      x.ends.not_reached,
      x.ends.not_asked,
    ])
    return {
      asked: rounded(x.asked),
      answered: rounded(x.answered),
      ends: { none: none!, event: event!, declined: declined!, not_reached: not_reached!, not_asked: not_asked! },
    }
  }
  return {
    ...report,
    release: true,
    // A reason says how many are missing; in a copy that may leave it says only what is.
    answer: {
      ...report.answer,
      reasons: report.answer.reasons.map(({ code }) => ({ code, text: REASON_WITHOUT_COUNT[code] })),
    },
    served: {
      enrolled: rounded(report.served.enrolled),
      served: rounded(report.served.served),
      services: rounded(report.served.services),
      mentor: { services: rounded(report.served.mentor.services), people: rounded(report.served.mentor.people) },
      group: { services: rounded(report.served.group.services), people: rounded(report.served.group.people) },
      matched: rounded(report.served.matched),
    },
    periods: report.periods.map((p) => ({
      period: p.period,
      enrolled: rounded(p.enrolled),
      served: rounded(p.served),
      services: rounded(p.services),
      asked: rounded(p.asked),
      answered: rounded(p.answered),
    })),
    asks: {
      all: askEnds(report.asks.all),
      byWindow: report.asks.byWindow.map((w) => ({ from: w.from, to: w.to, ...askEnds(w) })),
    },
    analysis: {
      ...report.analysis,
      people: rounded(report.analysis.people),
      events: rounded(report.analysis.events),
      dropped: withholdList(report.analysis.dropped),
      ended: withholdList(report.analysis.ended),
      overdoseDeathsOutside: rounded(report.analysis.overdoseDeathsOutside),
      measuredAfterMentoring: report.analysis.measuredAfterMentoring.map((x) => ({ ...x, n: rounded(x.n) })),
    },
    coverage: {
      ...coverage,
      byState: coverage.byState.map((x, s) => ({
        state: x.state,
        days: null,
        share: rates(a.rates)[s]!.people === null ? null : digits(x.share),
      })),
      followUpByState: withholdList(coverage.followUpByState).map((x) => ({
        ...x,
        known: x.n === null ? null : digits(x.known),
      })),
      known: coverage.known.map(releaseKnown),
    },
    asItHappened: {
      rates: rates(a.rates),
      byMentor: { without: without!, with: withMentor! },
      test: bothShown && a.test ? releaseTest(a.test) : null,
      testByState: null,
      testByEventDay: bothShown ? mapValues(a.testByEventDay, digits) : { first: null, middle: null, last: null },
      landmarks: a.landmarks.map((l) => releaseLandmark(l, enoughEvents)),
      landmarksByState: [],
    },
    naive: bothShown ? releaseNaive(report.naive) : { ever: NOBODY, never: NOBODY, naive: null, byDay: null },
    ...releaseComparisons(report, windowsOf(report)),
    variants: report.variants.map((v) => {
      const [x, y] = withholdRates([v.without, v.with], enoughEvents)
      return { ...v, without: x!, with: y!, p: x!.people === null || y!.people === null ? null : digits(v.p) }
    }),
  }
}

/** The ask days, from the days on which coverage is counted. */
const windowsOf = (report: Report) => report.coverage.known.map((k) => k.day)

const NOBODY = { people: null, events: null }

function withholdList<T extends { n: number | null }>(rows: readonly T[]): T[] {
  const counts = withhold(rows.map((r) => r.n))
  return rows.map((r, i) => ({ ...r, n: counts[i]! }))
}

function withholdRates(rows: readonly Rate[], enoughEvents: boolean): Rate[] {
  const people = withhold(rows.map((r) => r.people))
  const events = withhold(rows.map((r) => r.events))
  return rows.map((r, i) => {
    const shown = people[i] !== null && events[i] !== null && enoughEvents
    return {
      state: r.state,
      people: people[i]!,
      personDays: null,
      events: people[i] === null ? null : events[i]!,
      rate: shown ? digits(r.rate) : null,
      low: shown ? digits(r.low) : null,
      high: shown ? digits(r.high) : null,
    }
  })
}

function releaseLandmark(l: Landmark, enoughEvents: boolean): Landmark {
  const shown = enoughEvents && l.groups.every((g) => (g.n ?? 0) >= SMALLEST_CELL && (g.events ?? 0) >= SMALLEST_CELL)
  return {
    landmark: l.landmark,
    groups: l.groups.map((g) => {
      const days = g.atRisk.filter((r) => (r.n ?? 0) >= SMALLEST_CELL).map((r) => r.day)
      return {
        group: g.group,
        n: shown ? rounded(g.n) : null,
        events: shown ? rounded(g.events) : null,
        steps: shown ? days.map((day) => onGrid(g.steps, day)) : [],
        atRisk: shown ? g.atRisk.map((r) => ({ day: r.day, n: rounded(r.n) })) : [],
        riskAtHorizon:
          shown && g.riskAtHorizon && days.includes(g.riskAtHorizon.day) ? onGrid(g.steps, g.riskAtHorizon.day) : null,
        freeDays:
          shown && g.freeDays
            ? { ...g.freeDays, estimate: digits(g.freeDays.estimate)!, se: digits(g.freeDays.se) }
            : null,
      }
    }),
    freeDaysDifference:
      shown && l.freeDaysDifference
        ? {
            estimate: digits(l.freeDaysDifference.estimate)!,
            low: digits(l.freeDaysDifference.low),
            high: digits(l.freeDaysDifference.high),
          }
        : null,
  }
}

function onGrid(steps: Landmark['groups'][number]['steps'], day: number) {
  const at = steps.findLast((s) => s.day <= day)
  return { day, risk: digits(at?.risk ?? 0)!, low: digits(at?.low ?? null), high: digits(at?.high ?? null) }
}

function releaseKnown(k: Report['coverage']['known'][number]): Report['coverage']['known'][number] {
  const [events, noEvent, unknown] = withhold([k.events, k.noEvent, k.unknown])
  const shown = events !== null && unknown !== null && (k.n ?? 0) >= SMALLEST_CELL
  return {
    day: k.day,
    n: rounded(k.n),
    events: events!,
    noEvent: noEvent!,
    unknown: unknown!,
    followUpRate: unknown === null ? null : digits(k.followUpRate),
    boundLow: shown ? digits(k.boundLow) : null,
    boundHigh: shown ? digits(k.boundHigh) : null,
  }
}

function releaseTest(t: NonNullable<Report['asItHappened']['test']>) {
  return { chisq: digits(t.chisq)!, df: t.df, p: digits(t.p)!, groups: [] }
}

function releaseNaive(n: Report['naive']): Report['naive'] {
  const [ever, never] = withhold([n.ever.people, n.never.people])
  const [everEvents, neverEvents] = withhold([n.ever.events, n.never.events])
  const shown = [ever, never, everEvents, neverEvents].every((x) => x !== null)
  const ratio = (r: Report['naive']['naive']) => (shown && r ? mapValues(r, (x) => digits(x)!) : null)
  return {
    ever: { people: ever!, events: everEvents! },
    never: { people: never!, events: neverEvents! },
    naive: ratio(n.naive),
    byDay: ratio(n.byDay),
  }
}
