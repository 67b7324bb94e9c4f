import { everyItemNeeded, type Instrument, InstrumentError, type Language, type Text } from '../definition.ts'

const text = (en: string, es: string): Text => ({ en, es })

/** Three rulers from 0 to 10, in our own words. `{goal}` is the person's own goal, in her words. They have no sum. */
export const readinessRulers: Instrument = {
  id: 'readiness-rulers',
  version: 1,
  title: text('Where I am today', 'Cómo me siento hoy con mi meta'),
  audience: 'participant',
  licence: {
    status: 'SHIP',
    holder: 'This project',
    text: 'Own wording, under the licence of the project. The 0–10 ruler itself is a common tool of motivational interviewing.',
    commercialUse: 'allowed',
    modification: 'allowed',
    source: 'own wording',
  },
  reference: 'Miller WR, Rollnick S. Motivational Interviewing. The ruler as a tool; wording is our own.',
  recallDays: 0,
  wording: {
    en: { offered: true, status: 'own', note: text('Our own words.', 'Palabras nuestras.') },
    es: { offered: true, status: 'own', note: text('Our own words.', 'Palabras nuestras.') },
  },
  instruction: text(
    'Pick a number from 0 (not at all) to 10 (very much). There is no right number.',
    'Elige un número del 0 (nada) al 10 (muchísimo). No hay un número correcto.',
  ),
  items: [
    {
      id: 'importance',
      text: text('Right now, how much does it matter to you to {goal}?', 'En este momento, ¿cuánto te importa {goal}?'),
      options: 'zero_to_ten',
      loinc: null,
    },
    {
      id: 'confidence',
      text: text(
        'If you decided to {goal}, how sure are you that you could?',
        'Si decides {goal}, ¿qué tanta confianza tienes en que podrías?',
      ),
      options: 'zero_to_ten',
      loinc: null,
    },
    {
      id: 'readiness',
      text: text('How ready do you feel to {goal}?', '¿Qué tan listo o lista te sientes para {goal}?'),
      options: 'zero_to_ten',
      loinc: null,
    },
  ],
  options: {
    zero_to_ten: Array.from({ length: 11 }, (_, value) => ({
      value,
      label: text(
        value === 0 ? '0, not at all' : value === 10 ? '10, very much' : `${value}`,
        value === 0 ? '0, nada' : value === 10 ? '10, muchísimo' : `${value}`,
      ),
      loinc: null,
    })),
  },
  scoring: { total: null, subscales: [] },
  missingRule: everyItemNeeded,
  loinc: { panel: null, note: null },
}

const withArticle = (value: number): string => (value === 8 ? 'an 8' : `a ${value}`)

/**
 * The questions that follow a number on a ruler: why not lower, and what would help it up. They draw out a person's own
 * reasons, so they never ask why the number is not higher.
 *
 * @param value 0–10
 * @returns one or two questions in the language
 * @throws InstrumentError `out_of_range`
 */
export function followUpQuestions(value: number, language: Language): string[] {
  if (!Number.isInteger(value) || value < 0 || value > 10) {
    throw new InstrumentError('out_of_range', `A ruler runs from 0 to 10, so '${value}' has no follow-up question.`)
  }
  const lower = Math.max(0, value - 2)
  const questions: Text[] = []
  if (value > 0) {
    questions.push(
      text(`Why ${withArticle(value)} and not ${withArticle(lower)}?`, `¿Por qué un ${value} y no un ${lower}?`),
    )
  }
  if (value < 10) {
    questions.push(text(`What would help you get to ${value + 1}?`, `¿Qué te ayudaría a llegar al ${value + 1}?`))
  } else {
    questions.push(text('What helps you stay there?', '¿Qué te ayuda a mantenerte ahí?'))
  }
  return questions.map((question) => question[language])
}
