import { z } from 'zod'

const maybe = z.number().nullable()
/** Counts become null when they are withheld in a release. */
const count = z.int().nullable()
const text = z.strictObject({ en: z.string(), es: z.string() })

/** With a mentor (offered one by the draw, or the strategy 'a mentor within the grace period') minus without. */
const difference = z.strictObject({
  estimate: z.number(),
  se: maybe,
  low: maybe,
  high: maybe,
  p: maybe,
  /** Of Student's t; null where the normal distribution was used. */
  df: maybe,
})
export type Difference = z.infer<typeof difference>

const arm = z.strictObject({
  people: count,
  events: count,
  /** Share whose status at the horizon is known, of those whose horizon has come. */
  known: maybe,
  risk: maybe,
  /** Mean days alive without return to use up to the horizon. */
  freeDays: maybe,
  /** (Σw)²/Σw². */
  effectiveN: maybe,
})
const arms = z.strictObject({ with: arm, without: arm })
const ratio = z.strictObject({ ratio: z.number(), low: z.number(), high: z.number(), p: z.number() })
const curve = z.strictObject({
  arm: z.enum(['with', 'without']),
  steps: z.array(z.strictObject({ day: z.number(), risk: z.number() })),
})
const bounds = z.strictObject({ low: z.number(), high: z.number() })
/** The risk difference if use came δ times as often on days that no answer covers. */
const tipping = z.strictObject({ with: z.number(), without: z.number(), riskDifference: z.number() })

/** What both comparisons say. */
const comparison = {
  horizonDays: z.int(),
  arms,
  riskDifference: difference,
  freeDaysDifference: difference.nullable(),
  /** Whatever happened to those whose status is unknown; null when nobody's horizon has come. */
  bounds: bounds.nullable(),
  tipping: z.array(tipping),
  curves: z.array(curve),
  /** First mentors of the people in the comparison; in the adjusted one of those who began in the days of grace. */
  mentors: count,
}

/** The fair draw as a sequence of trials (docs/methods.md, 'Lottery'). */
export const lotteryComparison = z.strictObject({
  ...comparison,
  draws: count,
  entrants: count,
  /** Entries in strata in which everybody or nobody was offered a place. */
  withoutContrast: count,
  notEligible: z.array(z.strictObject({ reason: z.string(), n: count })),
  uptake: z.strictObject({ with: maybe, without: maybe, difference: difference.nullable() }),
  hazardRatio: ratio.nullable(),
  /** Hazard ratios with the event on the first, middle and last possible day. */
  hazardRatioByEventDay: z.strictObject({ first: maybe, middle: maybe, last: maybe }),
  /** Stratified log-rank: U = observed − expected among those offered, and its variance; p also from re-running the draw. */
  logRank: z
    .strictObject({
      u: z.number(),
      v: z.number(),
      chisq: z.number(),
      p: z.number(),
      pRedrawn: maybe,
      redraws: z.int(),
    })
    .nullable(),
  /** Offer now against no offer by the horizon: people without an offer leave at a later win, others stand for them. */
  offerNow: difference.nullable(),
  /** Effect on the risk in those who took the place because it was offered. */
  inTakers: z
    .strictObject({
      estimate: z.number(),
      kind: z.enum(['interval', 'outside', 'everything']),
      low: maybe,
      high: maybe,
    })
    .nullable(),
})
export type LotteryComparison = z.infer<typeof lotteryComparison>

/** Clone, censor, weight (docs/methods.md, 'Adjusted comparison'). */
export const observationalComparison = z.strictObject({
  ...comparison,
  /** Against never having a mentor up to the horizon, or against not within the grace period and then as usual. */
  control: z.enum(['never', 'later']),
  graceDays: z.int(),
  startedInGrace: count,
  /** People with an event in either group, each once (before a mentor began it counts in both); stays in the program. */
  eventsInAll: count.optional(),
  /** Without truncating weights. */
  untruncated: z.strictObject({ riskDifference: z.number(), limitWith: z.number(), limitWithout: z.number() }),
  riskRatio: maybe,
  /** With the middle day of an event replaced by its first and last possible day. */
  riskDifferenceByEventDay: z.strictObject({ first: maybe, middle: maybe, last: maybe }),
  /** Whoever reported the event. */
  riskDifferenceAnySource: maybe,
  balance: z.array(z.strictObject({ name: z.string(), before: z.number(), after: z.number() })),
  largestImbalance: maybe,
  model: z.array(z.strictObject({ term: z.string(), coef: z.number(), se: z.number() })),
  /** Columns left out because they say nothing there, or because they separate (docs/methods.md). */
  leftOut: z.strictObject({ beginning: z.array(z.string()), loss: z.array(z.string()) }),
  eValue: z.strictObject({ estimate: z.number(), interval: maybe }).nullable(),
  bootstrap: z
    .strictObject({ replicates: z.int(), failed: z.int(), se: z.number(), low: maybe, high: maybe })
    .nullable(),
})
export type ObservationalComparison = z.infer<typeof observationalComparison>

/** A comparison that the protocol names and that was not made, and why. */
export const notCompared = z.strictObject({ analysis: z.enum(['lottery', 'observational']), text })
