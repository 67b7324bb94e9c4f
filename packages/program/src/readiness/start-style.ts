import type { Text } from '@cairn/instruments/definition.ts'

/** How a person would like to start. It shapes the first weeks. It never decides who gets a mentor, or in what order. */
export type StartStyle = 'listen_first' | 'write_first' | 'meet' | 'often'

export interface StartShape {
  readonly style: StartStyle
  readonly label: Text
  /** What happens next, in the person's words. */
  readonly next: Text
  /** What the first contact is. */
  readonly firstContact: 'group_without_speaking' | 'message' | 'meeting'
  /** Days between contacts that a mentor plans at first; null when the person sets the pace herself. */
  readonly everyDays: number | null
}

export const startQuestion: Text = { en: 'How would you like to start?', es: '¿Cómo te gustaría empezar?' }

export const startShapes: readonly StartShape[] = [
  {
    style: 'listen_first',
    label: { en: 'Listen first', es: 'Primero escuchar' },
    next: {
      en: 'You can come to a group and just listen. Nobody will call on you.',
      es: 'Puedes venir a un grupo y solo escuchar. Nadie te va a pedir que hables.',
    },
    firstContact: 'group_without_speaking',
    everyDays: null,
  },
  {
    style: 'write_first',
    label: { en: 'Write first', es: 'Primero escribir' },
    next: {
      en: 'You and your mentor write to each other. You meet when you want to.',
      es: 'Tú y tu mentor o mentora se escriben. Se ven cuando tú quieras.',
    },
    firstContact: 'message',
    everyDays: null,
  },
  {
    style: 'meet',
    label: { en: 'Meet', es: 'Vernos' },
    next: {
      en: 'You and your mentor meet once a week, at a time that works for you.',
      es: 'Tú y tu mentor o mentora se ven una vez por semana, cuando te quede bien.',
    },
    firstContact: 'meeting',
    everyDays: 7,
  },
  {
    style: 'often',
    label: { en: 'Often', es: 'Seguido' },
    next: {
      en: 'You and your mentor talk every few days in the first weeks.',
      es: 'Tú y tu mentor o mentora hablan cada pocos días en las primeras semanas.',
    },
    firstContact: 'meeting',
    everyDays: 3,
  },
]

/** Days after which the question is asked again. */
export const askAgainAfterDays = 30

/**
 * What a start looks like. A person who skipped the question meets her mentor at her own pace: no answer is no reason to wait.
 *
 * @param style the answer, or null when it was skipped
 */
export function shapeOfStart(style: StartStyle | null): StartShape | null {
  return style === null ? null : startShapes.find((shape) => shape.style === style)!
}

export interface StartAnswer {
  readonly answeredOn: number
  readonly style: StartStyle | null
}

/**
 * Whether the question is due: at the start, and once more 30 days after enrollment. A skipped answer counts as asked, so
 * that nothing is asked twice.
 *
 * @param enrolledOn day of enrollment, as a whole number
 * @param answers every time that it was shown, skipped or not
 */
export function isStartQuestionDue(enrolledOn: number, answers: readonly StartAnswer[], today: number): boolean {
  const again = enrolledOn + askAgainAfterDays
  if (answers.length === 0) return true
  return today >= again && !answers.some(({ answeredOn }) => answeredOn >= again)
}

/** The answer that holds today: the latest one that was not skipped; null when there is none. */
export function currentStyle(answers: readonly StartAnswer[]): StartStyle | null {
  const given = answers.filter(({ style }) => style !== null)
  return (
    given.reduce<StartAnswer | null>((last, next) => (last && last.answeredOn > next.answeredOn ? last : next), null)
      ?.style ?? null
  )
}
