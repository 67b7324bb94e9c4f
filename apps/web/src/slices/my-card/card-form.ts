import type { BaselineAnswers } from '@cairn/contract/baseline.ts'
import type { z } from 'zod'

/** The two-minute card. Everything may be left out; nothing left out counts as 'no'. Pure. */
export type CardForm = z.output<typeof BaselineAnswers>

export const EMPTY_CARD: CardForm = {
  substances: [],
  lastUseOn: null,
  daysUsedOf30: null,
  yearsOfUse: null,
  inTreatment: null,
  takesMedicationForRecovery: null,
  hasHousing: null,
  treatmentsBefore: null,
  pathways: [],
  mentorShouldHaveLived: [],
  words: null,
}

type Substance = CardForm['substances'][number]['substance']

/** The order of tapping is the order of importance; what was said about a substance stays with it. */
export function withSubstances(card: CardForm, chosen: readonly Substance[]): CardForm {
  return {
    ...card,
    substances: chosen.map(
      (substance) => card.substances.find((held) => held.substance === substance) ?? { substance, goal: null },
    ),
  }
}

export function withGoal(card: CardForm, substance: Substance, goal: CardForm['substances'][number]['goal']): CardForm {
  return {
    ...card,
    substances: card.substances.map((held) => (held.substance === substance ? { ...held, goal } : held)),
  }
}

/** A typed number, or null when nothing usable was typed: an empty field is not a zero. */
export function numberOf(text: string, most: number): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isInteger(value) && value >= 0 && value <= most ? value : null
}
