import { canonicalJson } from '@cairn/statistics/random/canonical-json.ts'
import { z } from 'zod'

/** Named rules for what else can happen; one printed row each. */
const intercurrentRule = z.strictObject({ event: z.string().min(1), handling: z.string().min(1) })

export const ANALYSES = ['as_it_happened', 'lottery', 'observational'] as const
export const TIME_VARYING = ['craving', 'attendance', 'distress', 'treatment', 'last_ask_answered'] as const

/**
 * The protocol of an evaluation: the target-trial table, written before results are seen. Days are days from enrollment.
 * Every field has a default, so `{}` is a protocol.
 */
export const protocolSchema = z
  .strictObject({
    protocol_version: z.literal(1).default(1),
    title: z.string().max(200).default('Does peer mentoring reduce relapse here?'),
    eligibility: z
      .strictObject({
        /** Known last use at least so many days before the first observed day. */
        abstinent_days: z.int().min(0).max(365).default(7),
      })
      .prefault({}),
    strategies: z.array(z.string().min(1)).min(1).default(['a mentor from the day the match is active', 'no mentor']),
    time_zero: z.literal('enrollment').default('enrollment'),
    outcome: z
      .strictObject({
        definition: z.enum(['first_use', 'first_heavy_use']).default('first_use'),
        /** Days nobody told about are never filled: follow-up ends at the first of them. */
        unknown_days: z.literal('as_observed').default('as_observed'),
        sources: z
          .array(z.enum(['ask', 'test']))
          .min(1)
          .default(['ask', 'test']),
      })
      .prefault({}),
    horizon_days: z.int().min(7).max(3650).default(180),
    windows: z.array(z.int().min(1)).min(1).default([30, 60, 90, 180, 365]),
    landmarks: z.array(z.int().min(1)).max(4).default([28, 90]),
    carry_over_days: z.int().min(0).max(365).default(30),
    estimand: z.literal('risk_difference').default('risk_difference'),
    /** Baseline covariates of the adjusted comparison, by their names in dataset.json. Without any it is not made. */
    covariates: z.array(z.string().min(1)).default([]),
    /** What is known from week to week and enters the model for beginning with a mentor. */
    time_varying: z.array(z.enum(TIME_VARYING)).default([...TIME_VARYING]),
    /** Days within which 'a mentor now' begins; whole weeks. */
    grace_days: z.int().min(7).multipleOf(7).default(28),
    analyses: z.array(z.enum(ANALYSES)).default([...ANALYSES]),
    subgroups: z.array(z.string()).max(3, 'at most three subgroups').default([]),
    margin: z.number().positive().max(0.5).default(0.05),
    /**
     * Dates on which a verdict may be given; between them there is none. A data cut with the label of a look is that look. `share` is
     * the share of the planned events by then; without any, looks are equally spaced.
     */
    looks: z
      .array(
        z.strictObject({ label: z.string().min(1), on: z.iso.date(), share: z.number().positive().max(1).optional() }),
      )
      .max(4, 'at most four dated looks')
      .default([]),
    intercurrent: z.array(intercurrentRule).default([
      { event: 'death from overdose or of unknown cause', handling: 'counts as the event, whoever reported it' },
      { event: 'death from another cause', handling: 'competes with the event' },
      { event: 'end of treatment', handling: 'ignored' },
      { event: 'jail or prison', handling: 'observed if asked, else follow-up ends there' },
      { event: 'end of a match', handling: 'a person once matched stays counted as having had a mentor' },
    ]),
  })
  .superRefine((p, context) => {
    const rising = p.windows.every((w, i) => i === 0 || w > p.windows[i - 1]!)
    if (!rising) context.addIssue({ code: 'custom', path: ['windows'], message: 'windows must rise' })
    if (!p.windows.includes(p.horizon_days))
      context.addIssue({ code: 'custom', path: ['horizon_days'], message: 'the horizon must be one of the windows' })
    const shares = p.looks.map((l) => l.share)
    if (shares.some((s) => s !== undefined) && !shares.every((s, i) => s !== undefined && s > (shares[i - 1] ?? 0)))
      context.addIssue({
        code: 'custom',
        path: ['looks'],
        message: 'either every look has a share of the planned events, rising, or none has',
      })
    if (new Set(p.looks.map((l) => l.label)).size < p.looks.length)
      context.addIssue({ code: 'custom', path: ['looks'], message: 'each look has a label of its own' })
    if (p.grace_days >= p.horizon_days)
      context.addIssue({
        code: 'custom',
        path: ['grace_days'],
        message: 'the days of grace must end before the horizon',
      })
    if (p.landmarks.some((l) => l >= p.horizon_days))
      context.addIssue({ code: 'custom', path: ['landmarks'], message: 'a landmark must come before the horizon' })
  })

export type Protocol = z.infer<typeof protocolSchema>

/** The protocol that holds when nobody wrote one. */
export const standardProtocol: Protocol = protocolSchema.parse({})

/** Share of the planned events at each look. */
export const sharesOfLooks = (p: Protocol): number[] => p.looks.map((l, k) => l.share ?? (k + 1) / p.looks.length)

/** The name by which a protocol is locked: the hash of its canonical JSON, by the function given (SHA-256 in hexadecimal). */
export function protocolHash(protocol: Protocol, sha256: (text: string) => string): string {
  return sha256(canonicalJson(protocol))
}
