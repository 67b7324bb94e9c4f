import { z } from 'zod'
import { TOO_EARLY_CODES } from '../words/words.ts'
import { lotteryComparison, notCompared, observationalComparison } from './comparison-schema.ts'

export const REPORT_VERSION = 1

const text = z.strictObject({ en: z.string(), es: z.string() })
const maybe = z.number().nullable()
/** Counts become null when they are withheld in a release. */
const count = z.int().nullable()

const rate = z.strictObject({
  state: z.string(),
  people: count,
  personDays: maybe,
  events: count,
  rate: maybe,
  low: maybe,
  high: maybe,
})
const test = z.strictObject({
  chisq: z.number(),
  df: z.int(),
  p: z.number(),
  groups: z.array(z.strictObject({ group: z.string(), observed: z.number(), expected: z.number() })),
})
const step = z.strictObject({ day: z.number(), risk: z.number(), low: maybe, high: maybe })
const curve = z.strictObject({
  group: z.string(),
  n: count,
  events: count,
  steps: z.array(step),
  atRisk: z.array(z.strictObject({ day: z.number(), n: count })),
  riskAtHorizon: step.nullable(),
  freeDays: z.strictObject({ from: z.number(), to: z.number(), estimate: z.number(), se: maybe }).nullable(),
})
const landmark = z.strictObject({
  landmark: z.int(),
  groups: z.array(curve),
  freeDaysDifference: z.strictObject({ estimate: z.number(), low: maybe, high: maybe }).nullable(),
})
const knownShare = z.strictObject({
  day: z.int(),
  n: count,
  events: count,
  noEvent: count,
  unknown: count,
  followUpRate: maybe,
  boundLow: maybe,
  boundHigh: maybe,
})
const askEnds = z.strictObject({ none: count, event: count, declined: count, not_reached: count, not_asked: count })
const asks = z.strictObject({ asked: count, answered: count, ends: askEnds })
const ratio = z.strictObject({ ratio: z.number(), low: z.number(), high: z.number() })
const group = z.strictObject({ people: count, events: count })

/** Counts of one fiscal year; a data set holds days only, so whoever knows dates passes these. */
export const periodCounts = z.strictObject({
  period: z.string(),
  enrolled: count,
  served: count,
  services: count,
  asked: count,
  answered: count,
})
export type PeriodCounts = z.infer<typeof periodCounts>

export const reportSchema = z.strictObject({
  report_version: z.literal(REPORT_VERSION),
  /** False: everything is in it, small counts too, for the program itself. True: rounded and withheld, may leave. */
  release: z.boolean(),
  program: z.string().nullable(),
  dataCut: z.string(),
  dataHash: z.string().nullable(),
  protocolHash: z.string().nullable(),
  protocol: z.unknown(),
  definitions: z.record(z.string(), z.string()),
  seed: z.number(),
  horizonDays: z.int(),
  answer: z.strictObject({
    verdict: z.string(),
    sentence: text,
    reasons: z.array(z.strictObject({ code: z.enum(TOO_EARLY_CODES), text })),
    speaksOfEffect: z.boolean(),
  }),
  served: z.strictObject({
    enrolled: count,
    served: count,
    services: count,
    mentor: z.strictObject({ services: count, people: count }),
    group: z.strictObject({ services: count, people: count }),
    matched: count,
  }),
  periods: z.array(periodCounts),
  asks: z.strictObject({ all: asks, byWindow: z.array(z.strictObject({ from: z.int(), to: z.int(), ...asks.shape })) }),
  analysis: z.strictObject({
    people: count,
    events: count,
    dropped: z.array(z.strictObject({ reason: z.string(), n: count, text })),
    ended: z.array(z.strictObject({ reason: z.string(), n: count })),
    overdoseDeathsOutside: count,
    measuredAfterMentoring: z.array(z.strictObject({ covariate: z.string(), n: count })),
  }),
  coverage: z.strictObject({
    byState: z.array(z.strictObject({ state: z.string(), days: maybe, share: maybe })),
    followUpByState: z.array(z.strictObject({ state: z.string(), n: count, known: maybe })),
    landmark: z.int(),
    known: z.array(knownShare),
  }),
  asItHappened: z.strictObject({
    rates: z.array(rate),
    byMentor: z.strictObject({ without: rate, with: rate }),
    test: test.nullable(),
    testByState: test.nullable(),
    testByEventDay: z.strictObject({ first: maybe, middle: maybe, last: maybe }),
    landmarks: z.array(landmark),
    landmarksByState: z.array(landmark),
  }),
  naive: z.strictObject({
    ever: group,
    never: group,
    naive: ratio.nullable(),
    byDay: ratio.nullable(),
  }),
  variants: z.array(z.strictObject({ name: z.string(), text, without: rate, with: rate, p: maybe })),
  /** Null where there was no draw, or nothing could be compared (then `notCompared` says why). Absent in reports from before. */
  lottery: lotteryComparison.nullable().default(null),
  observational: observationalComparison.nullable().default(null),
  notCompared: z.array(notCompared).default([]),
  notes: z.array(text),
})
export type Report = z.infer<typeof reportSchema>
