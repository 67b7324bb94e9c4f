/** What a person may be in one organization. One person may hold several; each request acts in one of them. */
export const ROLES = [
  'participant',
  'mentor',
  'supervisor',
  'coordinator',
  'clinician',
  'evaluator',
  'administrator',
] as const

export type Role = (typeof ROLES)[number]

/** How the one who acts stands to the person whom a record is about. */
export const TIES = ['self', 'mentor', 'program'] as const

export type Tie = (typeof TIES)[number]
