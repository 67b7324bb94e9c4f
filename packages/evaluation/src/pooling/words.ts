import {
  answerInWords,
  type Bilingual,
  LEAST_MENTORS,
  REASON_WITHOUT_COUNT,
  type TooEarlyCode,
  tooEarlyReasons,
} from '../words/words.ts'
import type { PooledAnswer } from './pooled.ts'

/** A pooled comparison as the words need it. Shares and risks are 0–1; null where no program gave the figure. */
export interface PooledWordsInput {
  readonly design: 'lottery' | 'observational'
  /** Of the observational comparison: never having a mentor, or none within the days of grace and then as usual. */
  readonly control: 'never' | 'later' | null
  readonly graceDays: number
  /** Programs in the estimate. */
  readonly programs: number
  readonly horizonDays: number
  readonly margin: number
  /** Whether every program in the estimate was cut at the same dated look of the protocol; and all looks, if any. */
  readonly atLook: boolean
  readonly looks: string | null
  /** Null when no program gave a risk difference with a standard error. */
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number } | null
  /** Sums of rounded counts; people with a mentor (or offered one) first. */
  readonly events: number
  readonly people: readonly [number, number]
  readonly knownShare: readonly [number, number] | null
  readonly effectiveN: readonly [number, number] | null
  readonly largestImbalance: number | null
}

const NONE: Bilingual = {
  en: 'These reports cannot say together whether mentoring reduces relapse (return to use): no program made a comparison that can be pooled.',
  es: 'Estos informes no pueden decir juntos si la mentoría reduce las recaídas (volver a consumir): ningún programa hizo una comparación que se pueda reunir.',
}

const TOO_EARLY: Bilingual = {
  en: 'it is too early to say whether mentoring reduces relapse (return to use).',
  es: 'es demasiado pronto para decir si la mentoría reduce las recaídas (volver a consumir).',
}

/**
 * The sentence that several programs allow together. The verdict and its words are those of one program's report
 * (`answerInWords`): effect for fair draws, association for adjusted comparisons, none without a comparison or between looks, for
 * pooling what may not speak yet is no way round them. Reasons come without counts, which were rounded before they left. How many
 * mentors there must be is each program's own rule.
 */
export function pooledAnswer(input: PooledWordsInput | { readonly design: 'none' }): PooledAnswer {
  if (input.design === 'none' || input.difference === null)
    return { verdict: 'no_comparison', sentence: NONE, reasons: [], speaksOfEffect: false }
  const before = opening(input)
  const after = (sentence: Bilingual) => ({
    en: `${before.en} ${lowerFirst(sentence.en)}`,
    es: `${before.es} ${lowerFirst(sentence.es)}`,
  })
  const comparison = {
    design: input.design,
    against: input.control === 'later' ? { withinDays: input.graceDays } : null,
    horizonDays: input.horizonDays,
    margin: input.margin,
    difference: input.difference,
    events: input.events,
    people: input.people,
    // Where no program gave its share, nothing can be held against it here; its own report held it already.
    knownShare: input.knownShare ?? ([1, 1] as const),
    effectiveN: input.effectiveN,
    largestImbalance: input.largestImbalance,
    mentors: LEAST_MENTORS,
    atLook: input.atLook,
    nextLook: input.looks,
  }
  const codes = tooEarlyReasons(comparison).map((reason) => reason.code)
  if (codes.length > 0)
    return { verdict: 'too_early', sentence: after(TOO_EARLY), reasons: reasonsOf(codes), speaksOfEffect: false }
  const { verdict, sentence, speaksOfEffect } = answerInWords(comparison)
  return { verdict, sentence: after(sentence), reasons: [], speaksOfEffect }
}

const reasonsOf = (codes: readonly TooEarlyCode[]) => codes.map((code) => ({ code, text: REASON_WITHOUT_COUNT[code] }))

/** How many programs speak. */
function opening({ programs }: PooledWordsInput): Bilingual {
  return programs === 1
    ? { en: 'One program alone:', es: 'Un solo programa:' }
    : { en: `${programs} programs together:`, es: `${programs} programas juntos:` }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
