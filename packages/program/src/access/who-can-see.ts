import { ACCESS, type Action, type Condition, type Rule } from './actions.ts'
import { may } from './may.ts'
import { ROLES, type Role, TIES, type Tie } from './roles.ts'

export type Language = 'en' | 'es'

/** What the sentence needs to know about the record: the people by name, and what she has chosen. */
export interface Seen {
  action: Action
  mentorName?: string | undefined
  met?: readonly Condition[]
  language: Language
}

const PEOPLE: Record<Language, Partial<Record<`${Role}:${Tie}`, string>>> = {
  en: {
    'mentor:mentor': 'your mentor',
    'mentor:program': 'the mentors',
    'coordinator:program': 'the coordinators',
    'supervisor:program': 'the safety lead',
    'administrator:program': 'the administrator',
    'evaluator:program': 'the evaluator',
    'clinician:program': 'your clinic',
  },
  es: {
    'mentor:mentor': 'tu mentora o mentor',
    'mentor:program': 'las personas mentoras',
    'coordinator:program': 'la coordinación',
    'supervisor:program': 'la persona encargada de seguridad',
    'administrator:program': 'la administración',
    'evaluator:program': 'quien evalúa el programa',
    'clinician:program': 'tu clínica',
  },
}

/** Spanish 'y' becomes 'e' before the sound i: 'tú e Inés', 'tú y Hielo'. */
function andBefore(name: string, language: Language): string {
  if (language === 'en') return ' and '
  return /^(h?[ií])(?![aeoáéó])/i.test(name) ? ' e ' : ' y '
}

/** The role:tie pairs, other than herself, that may do this now. The sentence and the matrix test both read it. */
export function whoMay(action: Action, met: readonly Condition[] = []): { role: Role; tie: Tie }[] {
  return ROLES.flatMap((role) =>
    TIES.filter((tie) => tie !== 'self' && may(action, { role, ties: [tie], met })).map((tie) => ({ role, tie })),
  )
}

function listed(names: string[], language: Language): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : names.slice(0, -1).join(', ') + andBefore(last, language) + last
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/**
 * The line under a field, written by the access table: 'Only you and Dana can read this.'
 * A mentor rule counts only when she has a mentor; a conditional rule only when its condition is met.
 */
export function whoCanSee({ action, mentorName, met = [], language }: Seen): string {
  const names = [
    ...new Set(
      whoMay(action, met)
        .filter(({ tie }) => tie !== 'mentor' || mentorName !== undefined)
        .map(({ role, tie }) => (tie === 'mentor' ? mentorName! : (PEOPLE[language][`${role}:${tie}`] ?? role))),
    ),
  ]
  const herself = (ACCESS[action] as readonly Rule[]).some((rule) => rule.role === 'participant' && rule.tie === 'self')
  if (names.length === 0) return language === 'en' ? 'Only you can read this.' : 'Solo tú puedes leer esto.'
  if (names.length === 1 && herself)
    return language === 'en'
      ? `Only ${listed(['you', ...names], 'en')} can read this.`
      : `Solo ${listed(['tú', ...names], 'es')} pueden leer esto.`
  const all = herself ? [language === 'en' ? 'you' : 'tú', ...names] : names
  return language === 'en'
    ? `${capital(listed(all, 'en'))} can read this.`
    : `${capital(listed(all, 'es'))} pueden leer esto.`
}
