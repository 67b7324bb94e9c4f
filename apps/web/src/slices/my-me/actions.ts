/** Actions of the access table that 'who sees' has words for; the others are shown as 'something else'. */
export const KNOWN_ACTIONS = [
  'card.read',
  'card.write',
  'contact.read',
  'contact.write',
  'greeting.write',
  'exclusion.read',
  'exclusion.write',
  'baseline.read',
  'baseline.write',
  'wishes.read',
  'wishes.write',
  'phone.read',
  'check_in.read',
  'check_in.write',
  'use.read',
  'use.write',
  'ask.read',
  'ask.answer',
  'ask.attempt',
  'assessment.read',
  'assessment.write',
  'agreement.read',
  'agreement.sign',
  'suggestions.read',
  'match.propose',
  'match.answer',
  'match.read',
  'match.end',
  'talk.read',
  'talk.write',
  'meeting.read',
  'meeting.write',
  'attendance.write',
  'attention.read',
  'attention.act',
  'path.read',
  'people.list',
  'people.enroll',
  'waiting.read',
  'board.read',
] as const

export const isKnownAction = (action: string): boolean => (KNOWN_ACTIONS as readonly string[]).includes(action)

/** What is said of signing in as her, in whole sentences of its own. */
export const SIGN_IN_ACTIONS = ['sign_in_code.make', 'sign_in_code.use', 'sign_in.change'] as const

export const isSignIn = (action: string): boolean => (SIGN_IN_ACTIONS as readonly string[]).includes(action)
