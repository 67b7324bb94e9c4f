import type { Role, Tie } from './roles.ts'

/**
 * What must be true, beside role and tie, before the rule holds.
 * `check_ins_shared`: she said yes to her mentor seeing the three answers (of this check-in).
 * `told_mentor`, `told_safety_lead`: her answer to 'Who may know?' for this report.
 */
export const CONDITIONS = ['check_ins_shared', 'told_mentor', 'told_safety_lead'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface Rule {
  role: Role
  tie: Tie
  when?: Condition
}

const self: Rule = { role: 'participant', tie: 'self' }
const herMentor: Rule = { role: 'mentor', tie: 'mentor' }
const coordinator: Rule = { role: 'coordinator', tie: 'program' }
const supervisor: Rule = { role: 'supervisor', tie: 'program' }
const administrator: Rule = { role: 'administrator', tie: 'program' }
const evaluator: Rule = { role: 'evaluator', tie: 'program' }
const staff = [coordinator, supervisor]

/**
 * The access table: action → who may, by role and tie, and on what condition. An action that is not
 * here does not exist; a pair of role and tie that is not here may not. The server asks it before
 * every read and write, the web to know what to show, and `whoCanSee` writes its sentences from it.
 */
export const ACCESS = {
  'organization.read': [
    self,
    { role: 'mentor', tie: 'program' },
    ...staff,
    administrator,
    evaluator,
    { role: 'clinician', tie: 'program' },
  ],
  'organization.manage': [administrator, coordinator],
  'people.list': staff,
  'people.enroll': staff,
  'card.read': [self, herMentor, ...staff],
  'card.write': [self, ...staff],
  'contact.read': [self, herMentor, ...staff],
  'contact.write': [self, ...staff],
  'sign_in_code.make': staff,
  'sign_in_code.use': [self, { role: 'mentor', tie: 'self' }],
  'sign_in.change': [self, { role: 'mentor', tie: 'self' }, ...staff, administrator, evaluator],
  'greeting.write': [{ role: 'mentor', tie: 'program' }, herMentor, ...staff],
  'exclusion.read': [self],
  'exclusion.count': staff,
  'exclusion.write': [self, ...staff],
  'baseline.read': [self, ...staff],
  'baseline.write': [self, ...staff],
  'wishes.read': [self, ...staff],
  'wishes.write': [self, ...staff],
  'phone.read': [self],
  'phone.write': [self],
  'sharing.write': [self],
  'check_in.read': [self, { ...herMentor, when: 'check_ins_shared' }],
  'check_in.write': [self, herMentor, ...staff],
  'use.read': [self, { ...herMentor, when: 'told_mentor' }, { ...supervisor, when: 'told_safety_lead' }],
  'use.write': [self, herMentor, ...staff],
  'ask.read': [self, ...staff],
  'ask.answer': [self, herMentor, ...staff],
  'ask.attempt': staff,
  'assessment.read': [self, ...staff],
  'assessment.write': [self, herMentor, ...staff],
  'agreement.read': [self, { role: 'mentor', tie: 'self' }, herMentor, ...staff],
  'agreement.sign': [self, { role: 'mentor', tie: 'self' }, herMentor, ...staff],
  'wave.write': [self],
  'suggestions.read': [self, ...staff],
  'match.propose': [self, ...staff],
  'match.answer': [self, { role: 'mentor', tie: 'self' }, ...staff],
  'match.read': [self, { role: 'mentor', tie: 'self' }, herMentor, ...staff],
  'match.end': [self, { role: 'mentor', tie: 'self' }, herMentor, ...staff],
  'talk.read': [self, herMentor, ...staff],
  'talk.write': [herMentor, ...staff],
  'talk.confirm': [self],
  'meeting.read': [self, herMentor, ...staff],
  'meeting.write': [self, herMentor, ...staff],
  'supervision_item.read': [{ role: 'mentor', tie: 'self' }, supervisor],
  'supervision_item.write': [{ role: 'mentor', tie: 'self' }],
  'group.manage': staff,
  'attendance.write': [{ role: 'mentor', tie: 'program' }, ...staff],
  'mentor.list': staff,
  'mentor.add': [...staff, administrator],
  'mentor.read': [{ role: 'mentor', tie: 'self' }, ...staff],
  'mentor.write': [{ role: 'mentor', tie: 'self' }, ...staff],
  'mentor.private': [{ role: 'mentor', tie: 'self' }],
  'attention.read': [{ role: 'mentor', tie: 'mentor' }, ...staff],
  'safety.read': [self, herMentor, ...staff],
  'debrief.read': [{ role: 'mentor', tie: 'self' }, ...staff],
  'debrief.write': staff,
  'attention.act': [{ role: 'mentor', tie: 'mentor' }, ...staff],
  'path.read': [self],
  'my.today': [self],
  'mentor.today': [{ role: 'mentor', tie: 'self' }],
  'board.read': staff,
  'waiting.read': staff,
  'who_sees.read': [self],
  'on_call.write': staff,
  'study.read': [evaluator, coordinator, supervisor, administrator],
  'study.export': [evaluator, administrator],
  'audit.read': [administrator],
} as const satisfies Record<string, readonly Rule[]>

export type Action = keyof typeof ACCESS
export const ACTIONS = Object.keys(ACCESS) as Action[]
