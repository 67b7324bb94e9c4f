/**
 * The sentence that answers the founding question. Words follow design: without a fair comparison there is no sentence about
 * an effect, whatever the numbers look like.
 */
export interface Bilingual {
  en: string
  es: string
}

export type NoComparison = 'only_described' | 'nobody_with_mentor' | 'everybody_with_mentor' | 'nobody_followed'

export const TOO_EARLY_CODES = [
  'few_events',
  'small_arm',
  'low_follow_up',
  'uneven_follow_up',
  'low_effective_n',
  'unbalanced',
  'few_mentors',
] as const
export type TooEarlyCode = (typeof TOO_EARLY_CODES)[number]

export type Verdict =
  | 'no_comparison'
  | 'too_early'
  | 'between_looks'
  | 'reduced'
  | 'increased'
  | 'no_large_difference'
  | 'cannot_tell'
  | 'associated_with_less'
  | 'associated_with_more'
  | 'associated_with_no_large_difference'
  | 'association_unclear'

/** A comparison of two arms: people with a mentor (or offered one) first, the others second. Shares and risks are 0–1. */
export interface Comparison {
  design: 'lottery' | 'observational'
  /** An adjusted comparison against later (or never) instead of never: what 'now' means, in days. */
  against?: { withinDays: number } | null
  horizonDays: number
  margin: number
  /** Risk difference with its interval: below 0 is less return to use with a mentor. */
  difference: { estimate: number; low: number; high: number }
  events: number
  people: readonly [number, number]
  knownShare: readonly [number, number]
  /** Null where nothing is weighted. */
  effectiveN: readonly [number, number] | null
  largestImbalance: number | null
  mentors: number
  /** Whether this is one of the protocol's dated looks; and all of them, if any. */
  atLook: boolean
  nextLook: string | null
}

export type WordsInput = { design: 'none'; reason: NoComparison } | Comparison

export interface Answer {
  verdict: Verdict
  sentence: Bilingual
  /** Why it is too early; empty otherwise. */
  reasons: { code: TooEarlyCode; text: Bilingual }[]
  /** True only for sentences that say something about an effect or an association. */
  speaksOfEffect: boolean
}

export const LEAST_EVENTS = 20
export const LEAST_PEOPLE = 30
export const LEAST_KNOWN = 0.6
export const MOST_KNOWN_GAP = 0.15
export const LEAST_EFFECTIVE_N = 50
export const MOST_IMBALANCE = 0.1
export const LEAST_MENTORS = 6

/** The answer's sentence in both languages, its verdict, and what is still needed. */
export function answerInWords(input: WordsInput): Answer {
  if (input.design === 'none') return silent('no_comparison', NO_COMPARISON[input.reason])
  const reasons = tooEarlyReasons(input)
  if (reasons.length > 0) return { ...silent('too_early', TOO_EARLY), reasons }
  if (!input.atLook) return silent('between_looks', betweenLooks(input.nextLook))
  return verdictOf(input)
}

const silent = (verdict: Verdict, sentence: Bilingual): Answer => ({
  verdict,
  sentence,
  reasons: [],
  speaksOfEffect: false,
})

const NO_COMPARISON: Record<NoComparison, Bilingual> = {
  only_described: {
    en: 'We cannot say yet whether mentoring reduces relapse (return to use) here. The records show how often it happened, but people with and without a mentor differ in other ways, and no fair comparison has been made.',
    es: 'Todavía no podemos decir si la mentoría reduce las recaídas (volver a consumir) aquí. Los registros muestran con qué frecuencia ocurrieron, pero las personas con y sin mentor difieren en otras cosas y no se ha hecho una comparación justa.',
  },
  nobody_with_mentor: {
    en: 'We cannot say whether mentoring reduces relapse (return to use) here: nobody who was followed has had a mentor yet, so there is nothing to compare.',
    es: 'No podemos decir si la mentoría reduce las recaídas (volver a consumir) aquí: nadie de quienes tuvieron seguimiento ha tenido mentor todavía, así que no hay nada que comparar.',
  },
  everybody_with_mentor: {
    en: 'We cannot say whether mentoring reduces relapse (return to use) here: everybody had a mentor from the first day, so there is nobody to compare with.',
    es: 'No podemos decir si la mentoría reduce las recaídas (volver a consumir) aquí: todas las personas tuvieron mentor desde el primer día, así que no hay con quién comparar.',
  },
  nobody_followed: {
    en: 'We cannot say whether mentoring reduces relapse (return to use) here: nobody who can be counted has answered a question about use yet.',
    es: 'No podemos decir si la mentoría reduce las recaídas (volver a consumir) aquí: nadie que se pueda contar ha respondido todavía una pregunta sobre consumo.',
  },
}

const TOO_EARLY: Bilingual = {
  en: 'It is too early to say whether mentoring reduces relapse (return to use) here.',
  es: 'Es demasiado pronto para decir si la mentoría reduce las recaídas (volver a consumir) aquí.',
}

function betweenLooks(looks: string | null): Bilingual {
  return looks === null
    ? {
        en: 'No dates were fixed before on which the result is looked at, so the numbers below come without a verdict.',
        es: 'No se fijaron de antemano fechas para revisar el resultado, así que los números de abajo van sin veredicto.',
      }
    : {
        en: `The result is looked at on dates fixed before (${looks}). This is not one of them, so the numbers below come without a verdict.`,
        es: `El resultado se revisa en fechas fijadas de antemano (${looks}). Esta no es una de ellas, así que los números de abajo van sin veredicto.`,
      }
}

/** Every reason that holds, in a fixed order. */
export function tooEarlyReasons(c: Comparison): Answer['reasons'] {
  const reasons: Answer['reasons'] = []
  const add = (code: TooEarlyCode, isSo: boolean, en: string, es: string) => {
    if (isSo) reasons.push({ code, text: { en, es } })
  }
  const smallest = Math.min(...c.people)
  const lowest = Math.min(...c.knownShare)
  const gap = Math.abs(c.knownShare[0] - c.knownShare[1])
  add(
    'few_events',
    c.events < LEAST_EVENTS,
    `${c.events} people returned to use; at least ${LEAST_EVENTS} are needed.`,
    `${c.events} personas volvieron a consumir; se necesitan al menos ${LEAST_EVENTS}.`,
  )
  add(
    'small_arm',
    smallest < LEAST_PEOPLE,
    `The smaller group has ${smallest} people; at least ${LEAST_PEOPLE} are needed.`,
    `El grupo más pequeño tiene ${smallest} personas; se necesitan al menos ${LEAST_PEOPLE}.`,
  )
  add(
    'low_follow_up',
    lowest < LEAST_KNOWN,
    `In one group we know how only ${percent(lowest)} are; at least ${percent(LEAST_KNOWN)} are needed.`,
    `En un grupo solo sabemos cómo está el ${percent(lowest)}; se necesita al menos el ${percent(LEAST_KNOWN)}.`,
  )
  add(
    'uneven_follow_up',
    gap >= MOST_KNOWN_GAP - 1e-12,
    `We know ${percent(c.knownShare[0])} of one group and ${percent(c.knownShare[1])} of the other; they must be less than 15 points apart.`,
    `Conocemos al ${percent(c.knownShare[0])} de un grupo y al ${percent(c.knownShare[1])} del otro; deben estar a menos de 15 puntos.`,
  )
  if (c.effectiveN) {
    const effective = Math.min(...c.effectiveN)
    add(
      'low_effective_n',
      effective < LEAST_EFFECTIVE_N,
      `After weighting, one group counts as ${Math.floor(effective)} people; at least ${LEAST_EFFECTIVE_N} are needed.`,
      `Tras la ponderación, un grupo cuenta como ${Math.floor(effective)} personas; se necesitan al menos ${LEAST_EFFECTIVE_N}.`,
    )
  }
  if (c.largestImbalance !== null)
    add(
      'unbalanced',
      c.largestImbalance > MOST_IMBALANCE,
      `The groups still differ at the start (standardized difference ${c.largestImbalance.toFixed(2)}; at most ${MOST_IMBALANCE}).`,
      `Los grupos todavía difieren al inicio (diferencia estandarizada ${c.largestImbalance.toFixed(2)}; máximo ${MOST_IMBALANCE}).`,
    )
  add(
    'few_mentors',
    c.mentors < LEAST_MENTORS,
    `${c.mentors} mentors took part; with fewer than ${LEAST_MENTORS} one mentor could make the whole result.`,
    `Participaron ${c.mentors} mentores; con menos de ${LEAST_MENTORS}, una sola persona podría explicar todo el resultado.`,
  )
  return reasons
}

/** The same reasons where a count might point at somebody: what is missing, without how much of it there is. */
export const REASON_WITHOUT_COUNT: Readonly<Record<TooEarlyCode, Bilingual>> = {
  few_events: {
    en: `At least ${LEAST_EVENTS} returns to use are needed.`,
    es: `Se necesitan al menos ${LEAST_EVENTS} regresos al consumo.`,
  },
  small_arm: {
    en: `Each group needs at least ${LEAST_PEOPLE} people.`,
    es: `Cada grupo necesita al menos ${LEAST_PEOPLE} personas.`,
  },
  low_follow_up: {
    en: 'We must know how at least 60 % of each group are.',
    es: 'Hay que saber cómo está al menos el 60 % de cada grupo.',
  },
  uneven_follow_up: {
    en: 'The shares that we know in the two groups must be less than 15 points apart.',
    es: 'Lo que sabemos de los dos grupos debe estar a menos de 15 puntos.',
  },
  low_effective_n: {
    en: `After weighting, each group must count as at least ${LEAST_EFFECTIVE_N} people.`,
    es: `Tras la ponderación, cada grupo debe contar como al menos ${LEAST_EFFECTIVE_N} personas.`,
  },
  unbalanced: {
    en: 'The groups still differ too much at the start.',
    es: 'Los grupos todavía difieren demasiado al inicio.',
  },
  few_mentors: {
    en: `At least ${LEAST_MENTORS} mentors must have taken part.`,
    es: `Deben haber participado al menos ${LEAST_MENTORS} mentores.`,
  },
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const percent = (share: number) => `${Math.round(share * 100)} %`
const inHundred = (share: number) => {
  const text = (Math.abs(share) * 100).toFixed(1)
  return text.endsWith('.0') ? text.slice(0, -2) : text
}

function verdictOf(c: Comparison): Answer {
  const { low, high } = c.difference
  const isLottery = c.design === 'lottery'
  const speak = (verdict: Verdict, sentence: Bilingual): Answer => ({
    verdict,
    sentence,
    reasons: [],
    speaksOfEffect: true,
  })
  if (high < 0)
    return isLottery
      ? speak('reduced', lotterySentence(c, true))
      : speak('associated_with_less', associationSentence(c, true))
  if (low > 0)
    return isLottery
      ? speak('increased', lotterySentence(c, false))
      : speak('associated_with_more', associationSentence(c, false))
  if (low > -c.margin && high < c.margin)
    return isLottery
      ? speak('no_large_difference', {
          en: `Being offered a mentor by the draw made no difference larger than ${inHundred(c.margin)} in 100 to relapse (return to use) within ${c.horizonDays} days${range(c).en}.`,
          es: `Recibir la oferta de un mentor por sorteo no cambió las recaídas (volver a consumir) en ${c.horizonDays} días en más de ${inHundred(c.margin)} de cada 100${range(c).es}.`,
        })
      : speak('associated_with_no_large_difference', {
          en: `After accounting for what was measured before, ${lowerFirst(mentorAgainst(c).en)} was not associated with a difference larger than ${inHundred(c.margin)} in 100 in relapse (return to use) within ${c.horizonDays} days${range(c).en}.`,
          es: `Teniendo en cuenta lo que se midió antes, ${lowerFirst(mentorAgainst(c).es)} no se asoció con una diferencia mayor de ${inHundred(c.margin)} de cada 100 en las recaídas (volver a consumir) en ${c.horizonDays} días${range(c).es}.`,
        })
  const sentence = {
    en: `These records cannot tell whether mentoring reduces relapse (return to use) within ${c.horizonDays} days: both fewer and more are possible${range(c).en}.`,
    es: `Estos registros no permiten saber si la mentoría reduce las recaídas (volver a consumir) en ${c.horizonDays} días: son posibles tanto menos como más${range(c).es}.`,
  }
  return silent(isLottery ? 'cannot_tell' : 'association_unclear', sentence)
}

/** The interval in words: from so many fewer to so many more in 100. */
function range(c: Comparison): Bilingual {
  const side = (x: number, less: string, more: string) => `${inHundred(x)} ${x < 0 ? less : more}`
  return {
    en: ` (between ${side(c.difference.low, 'fewer', 'more')} and ${side(c.difference.high, 'fewer', 'more')} in 100)`,
    es: ` (entre ${side(c.difference.low, 'menos', 'más')} y ${side(c.difference.high, 'menos', 'más')} de cada 100)`,
  }
}

function lotterySentence(c: Comparison, isLess: boolean): Bilingual {
  const size = inHundred(c.difference.estimate)
  return {
    en: `Being offered a mentor by the draw ${isLess ? 'reduced' : 'increased'} relapse (return to use) within ${c.horizonDays} days: ${size} in 100 people ${isLess ? 'fewer' : 'more'} returned to use${range(c).en}.`,
    es: `Recibir la oferta de un mentor por sorteo ${isLess ? 'redujo' : 'aumentó'} las recaídas (volver a consumir) en ${c.horizonDays} días: ${size} de cada 100 personas ${isLess ? 'menos' : 'más'} volvieron a consumir${range(c).es}.`,
  }
}

function associationSentence(c: Comparison, isLess: boolean): Bilingual {
  const size = inHundred(c.difference.estimate)
  const { en, es } = mentorAgainst(c)
  return {
    en: `${en} was associated with ${isLess ? 'less' : 'more'} relapse (return to use) within ${c.horizonDays} days, after accounting for what was measured before: ${size} in 100 people ${isLess ? 'fewer' : 'more'}${range(c).en}. Something that was not measured could explain it.`,
    es: `${es} se asoció con ${isLess ? 'menos' : 'más'} recaídas (volver a consumir) en ${c.horizonDays} días, teniendo en cuenta lo que se midió antes: ${size} de cada 100 personas ${isLess ? 'menos' : 'más'}${range(c).es}. Algo que no se midió podría explicarlo.`,
  }
}

/** What was compared with what, as a sentence begins. */
function mentorAgainst({ against }: Comparison): Bilingual {
  return against
    ? {
        en: `Having a mentor within ${against.withinDays} days, rather than later or not at all,`,
        es: `Tener mentor en los primeros ${against.withinDays} días, y no más tarde o nunca,`,
      }
    : { en: 'Having a mentor', es: 'Tener mentor' }
}
