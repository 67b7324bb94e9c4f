import { type Band, type Instrument, InstrumentError, type Scale, type Text } from './definition.ts'

/** Answers by item id. `null` and absence both mean skipped; a skipped item is never a zero. */
export type Answers = Readonly<Record<string, number | null | undefined>>

export interface ScaleScore {
  readonly score: number | null
  readonly band: Band | null
  /** Items of this scale without an answer, in the instrument's order. */
  readonly missing: readonly string[]
}

export interface Score {
  readonly instrumentId: string
  /** The definition's version: a score is read beside the rule that made it. */
  readonly version: number
  readonly score: number | null
  readonly band: Band | null
  readonly subscales: Readonly<Record<string, ScaleScore>>
  readonly missing: readonly string[]
  readonly prorated: false
  /** Why there is no total, when there is none. */
  readonly reason: Text | null
}

function missingItems(items: readonly string[], answers: Answers): string[] {
  return items.filter((id) => answers[id] === undefined || answers[id] === null)
}

function scoreScale(instrument: Instrument, scale: Scale, answers: Answers): ScaleScore {
  const missing = missingItems(scale.items, answers)
  if (missing.length > 0) return { score: null, band: null, missing }
  let score = 0
  for (const id of scale.items) {
    const answer = answers[id]!
    if (!scale.reversed.includes(id)) {
      score += answer
      continue
    }
    const item = instrument.items.find((candidate) => candidate.id === id)!
    const values = instrument.options[item.options]!.map((option) => option.value)
    score += Math.max(...values) + Math.min(...values) - answer
  }
  const band = scale.bands.find(({ min, max }) => score >= min && score <= max) ?? null
  return { score, band, missing }
}

function checkAnswers(instrument: Instrument, answers: Answers): void {
  for (const [id, answer] of Object.entries(answers)) {
    const item = instrument.items.find((candidate) => candidate.id === id)
    if (item === undefined) {
      throw new InstrumentError('unknown_item', `'${instrument.id}' has no question '${id}'.`)
    }
    if (answer === null || answer === undefined) continue
    if (!instrument.options[item.options]!.some((option) => option.value === answer)) {
      throw new InstrumentError('unknown_option', `'${answer}' is not an answer to '${id}' of '${instrument.id}'.`)
    }
  }
}

/**
 * Scores one response by its definition: sums with reversed items, each scale from its own items only.
 *
 * @param instrument the definition that was shown
 * @param answers option values by item id; null or absent is skipped
 * @returns the total (null when an item is missing or the instrument has none, with the reason), every subscale, and the
 *   items without an answer. `prorated` is always false: no rule here fills an answer in.
 * @throws InstrumentError `unknown_item`, `unknown_option`
 */
export function score(instrument: Instrument, answers: Answers): Score {
  checkAnswers(instrument, answers)
  const { total, subscales } = instrument.scoring
  const missing = missingItems(
    instrument.items.map((item) => item.id),
    answers,
  )
  const whole = total === null ? null : scoreScale(instrument, total, answers)
  let reason: Text | null = null
  if (whole === null) {
    reason = {
      en: 'These questions are read one by one. They have no total.',
      es: 'Estas preguntas se leen una por una. No tienen un total.',
    }
  } else if (whole.score === null) {
    reason = {
      en: `No total: ${whole.missing.length} of ${total!.items.length} questions have no answer.`,
      es: `Sin total: ${whole.missing.length} de ${total!.items.length} preguntas no tienen respuesta.`,
    }
  }
  return {
    instrumentId: instrument.id,
    version: instrument.version,
    score: whole?.score ?? null,
    band: whole?.band ?? null,
    subscales: Object.fromEntries(subscales.map((scale) => [scale.id, scoreScale(instrument, scale, answers)])),
    missing,
    prorated: false,
    reason,
  }
}
