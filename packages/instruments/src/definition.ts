/** What an instrument is: data only. Licence verdicts are those of the owners' own statements, never of the code's licence. */

export type Language = 'en' | 'es'
export type Text = Readonly<Record<Language, string>>
/** Item wording: English always, other languages only where the definition's `wording` says that they are offered. */
export type Wording = Readonly<{ en: string } & Partial<Record<Language, string>>>

/** SHIP: item text may be in this repository. SHIP-COND: only under the conditions in `text`. NO: no item text here, ever. */
export type LicenceStatus = 'SHIP' | 'SHIP-COND' | 'NO'

export interface Licence {
  readonly status: LicenceStatus
  readonly holder: string
  readonly text: string
  readonly commercialUse: 'allowed' | 'not_allowed' | 'unclear'
  readonly modification: 'allowed' | 'not_allowed' | 'unclear'
  readonly source: string
}

/** How good the words in one language are. `working`: careful, but not compared with or tested as the validated version. */
export type WordingStatus =
  | { readonly offered: true; readonly status: 'original' | 'validated' | 'working' | 'own'; readonly note: Text }
  | { readonly offered: false; readonly reason: Text }

export interface Option {
  readonly value: number
  readonly label: Wording
  readonly loinc: string | null
}

export interface Item {
  readonly id: string
  readonly text: Wording
  /** Name of a list in `options`. */
  readonly options: string
  readonly loinc: string | null
}

export interface Band {
  readonly min: number
  readonly max: number
  readonly label: Text
  readonly source: string
}

export interface Scale {
  readonly id: string
  readonly title: Text
  readonly items: readonly string[]
  readonly min: number
  readonly max: number
  /** Items counted as (option max + option min − answer). */
  readonly reversed: readonly string[]
  readonly bands: readonly Band[]
  readonly loinc: string | null
}

export interface MissingRule {
  /** The only rule we hold: a scale has a score when every one of its items is answered. Nothing is prorated. */
  readonly kind: 'every_item_needed'
  readonly text: Text
}

export interface Instrument {
  readonly id: string
  readonly version: number
  readonly title: Text
  readonly audience: 'participant' | 'mentor'
  readonly licence: Licence
  readonly reference: string
  /** How far back the questions look; 0 is 'right now'. */
  readonly recallDays: number
  readonly wording: Readonly<Record<Language, WordingStatus>>
  readonly instruction: Wording
  readonly items: readonly Item[]
  readonly options: Readonly<Record<string, readonly Option[]>>
  readonly scoring: { readonly total: Scale | null; readonly subscales: readonly Scale[] }
  readonly missingRule: MissingRule
  readonly loinc: { readonly panel: string | null; readonly note: string | null }
}

/** A definition or an answer that cannot be used, said in one sentence. */
export class InstrumentError extends Error {
  readonly code: 'unknown_item' | 'unknown_option' | 'not_offered' | 'out_of_range'
  constructor(code: InstrumentError['code'], message: string) {
    super(message)
    this.name = 'InstrumentError'
    this.code = code
  }
}

export const everyItemNeeded: MissingRule = {
  kind: 'every_item_needed',
  text: {
    en: 'A score needs an answer to every question. A skipped question is never filled in.',
    es: 'El puntaje necesita una respuesta a cada pregunta. Una pregunta que se salta nunca se completa.',
  },
}

/** Whether the instrument's questions can be shown in a language; the reason, in both languages, when they cannot. */
export function offeredIn(instrument: Instrument, language: Language): { offered: boolean; reason: Text | null } {
  const wording = instrument.wording[language]
  return wording.offered ? { offered: true, reason: null } : { offered: false, reason: wording.reason }
}

/**
 * The words of an instruction, an item or an option in one language.
 * @throws InstrumentError `not_offered` when the words do not exist: a question is never shown in another language silently.
 */
export function wordsIn(wording: Wording, language: Language): string {
  const words = wording[language]
  if (words === undefined) throw new InstrumentError('not_offered', `These words are not offered in '${language}'.`)
  return words
}
