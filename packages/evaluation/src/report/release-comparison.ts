import type { Difference, LotteryComparison, ObservationalComparison } from './comparison-schema.ts'
import { digits, mapValues, rounded, SMALLEST_CELL, withhold } from './release-counts.ts'
import type { Report } from './schema.ts'

type Comparisons = Pick<Report, 'lottery' | 'observational' | 'notCompared'>

const TOO_SMALL = {
  en: 'The comparison stays in the program: a group or the events are fewer than 11.',
  es: 'La comparación se queda en el programa: un grupo o los eventos son menos de 11.',
}

/**
 * Comparisons as they may leave: none with fewer than 11 people in a group or 11 events in all; counts rounded to 5, small ones withheld;
 * curves on the ask days only, estimates to three digits.
 * @param windows the ask days
 */
export function releaseComparisons(report: Comparisons, windows: readonly number[]): Comparisons {
  const { lottery, observational } = report
  const notCompared = [...report.notCompared]
  const mayLeave = (arms: LotteryComparison['arms'], events: number, analysis: 'lottery' | 'observational') => {
    const enough =
      [arms.with, arms.without].every((arm) => (arm.people ?? 0) >= SMALLEST_CELL) && events >= SMALLEST_CELL
    if (!enough) notCompared.push({ analysis, text: TOO_SMALL })
    return enough
  }
  const inBoth = (arms: LotteryComparison['arms']) => (arms.with.events ?? 0) + (arms.without.events ?? 0)
  return {
    lottery:
      lottery && mayLeave(lottery.arms, inBoth(lottery.arms), 'lottery') ? releaseLottery(lottery, windows) : null,
    observational:
      observational &&
      // Most people are in both groups of an adjusted comparison: there events are counted once.
      mayLeave(observational.arms, observational.eventsInAll ?? inBoth(observational.arms), 'observational')
        ? releaseAdjusted(observational, windows)
        : null,
    notCompared,
  }
}

function releaseLottery(l: LotteryComparison, windows: readonly number[]): LotteryComparison {
  const notEligible = withhold(l.notEligible.map((x) => x.n))
  return {
    ...releaseShared(l, windows),
    draws: rounded(l.draws),
    entrants: rounded(l.entrants),
    withoutContrast: rounded(l.withoutContrast),
    notEligible: l.notEligible.map((x, i) => ({ ...x, n: notEligible[i]! })),
    uptake: {
      with: digits(l.uptake.with),
      without: digits(l.uptake.without),
      difference: l.uptake.difference && releaseDifference(l.uptake.difference),
    },
    hazardRatio: l.hazardRatio && mapValues(l.hazardRatio, (x) => digits(x)!),
    hazardRatioByEventDay: mapValues(l.hazardRatioByEventDay, digits),
    logRank: l.logRank && {
      u: digits(l.logRank.u)!,
      v: digits(l.logRank.v)!,
      chisq: digits(l.logRank.chisq)!,
      p: digits(l.logRank.p)!,
      pRedrawn: digits(l.logRank.pRedrawn),
      redraws: l.logRank.redraws,
    },
    offerNow: l.offerNow && releaseDifference(l.offerNow),
    inTakers: l.inTakers && {
      ...l.inTakers,
      estimate: digits(l.inTakers.estimate)!,
      low: digits(l.inTakers.low),
      high: digits(l.inTakers.high),
    },
  }
}

function releaseAdjusted(o: ObservationalComparison, windows: readonly number[]): ObservationalComparison {
  return {
    ...releaseShared(o, windows),
    control: o.control,
    graceDays: o.graceDays,
    startedInGrace: rounded(o.startedInGrace),
    ...(o.eventsInAll === undefined ? {} : { eventsInAll: rounded(o.eventsInAll) }),
    untruncated: mapValues(o.untruncated, (x) => digits(x)!),
    riskRatio: digits(o.riskRatio),
    riskDifferenceByEventDay: mapValues(o.riskDifferenceByEventDay, digits),
    riskDifferenceAnySource: digits(o.riskDifferenceAnySource),
    balance: o.balance.map((b) => ({ name: b.name, before: digits(b.before)!, after: digits(b.after)! })),
    largestImbalance: digits(o.largestImbalance),
    model: o.model.map((m) => ({ term: m.term, coef: digits(m.coef)!, se: digits(m.se)! })),
    leftOut: o.leftOut,
    eValue: o.eValue && { estimate: digits(o.eValue.estimate)!, interval: digits(o.eValue.interval) },
    bootstrap: o.bootstrap && {
      ...o.bootstrap,
      se: digits(o.bootstrap.se)!,
      low: digits(o.bootstrap.low),
      high: digits(o.bootstrap.high),
    },
  }
}

type Shared = Pick<
  LotteryComparison,
  'horizonDays' | 'arms' | 'riskDifference' | 'freeDaysDifference' | 'bounds' | 'tipping' | 'curves' | 'mentors'
>

function releaseShared(c: Shared, windows: readonly number[]): Shared {
  const { with: one, without: other } = c.arms
  const events = withhold([one.events, other.events])
  const isShown = events.every((n) => n !== null)
  const arm = (a: Shared['arms']['with'], n: number | null) => ({
    people: rounded(a.people),
    events: n,
    known: digits(a.known),
    risk: digits(a.risk),
    freeDays: digits(a.freeDays),
    effectiveN: digits(a.effectiveN),
  })
  const days = [0, ...windows.filter((day) => day <= c.horizonDays)]
  return {
    horizonDays: c.horizonDays,
    arms: { with: arm(one, events[0]!), without: arm(other, events[1]!) },
    riskDifference: releaseDifference(c.riskDifference),
    freeDaysDifference: c.freeDaysDifference && releaseDifference(c.freeDaysDifference),
    // Both ends together would give back how many events and how many unknown there are.
    bounds: isShown && c.bounds ? mapValues(c.bounds, (x) => digits(x)!) : null,
    tipping: c.tipping.map((t) => ({ ...t, riskDifference: digits(t.riskDifference)! })),
    curves: c.curves.map(({ arm, steps }) => ({
      arm,
      steps: days.map((day) => ({ day, risk: digits(steps.findLast((s) => s.day <= day)?.risk ?? 0)! })),
    })),
    mentors: rounded(c.mentors),
  }
}

function releaseDifference(d: Difference): Difference {
  return {
    estimate: digits(d.estimate)!,
    se: digits(d.se),
    low: digits(d.low),
    high: digits(d.high),
    p: digits(d.p),
    df: digits(d.df),
  }
}
