import { expect, test } from 'vitest'
import { ACCESS, ACTIONS, CONDITIONS, type Rule } from './actions.ts'
import { may, roleMay } from './may.ts'
import { ROLES, TIES, type Tie } from './roles.ts'
import { whoCanSee, whoMay } from './who-can-see.ts'

/** Every set of conditions that may be met at once. */
const WORLDS = [[], ...CONDITIONS.map((condition) => [condition]), [...CONDITIONS]]

test('the whole matrix: a role, a tie and a world may act exactly where a rule of the table says so', () => {
  let allowed = 0
  for (const action of ACTIONS)
    for (const role of ROLES)
      for (const tie of TIES)
        for (const met of WORLDS) {
          const rules = (ACCESS[action] as readonly Rule[]).filter((rule) => rule.role === role && rule.tie === tie)
          const expected = rules.some((rule) => rule.when === undefined || met.includes(rule.when))
          expect([action, role, tie, met, may(action, { role, ties: [tie], met })]).toEqual([
            action,
            role,
            tie,
            met,
            expected,
          ])
          allowed += Number(expected)
        }
  expect(allowed).toBeGreaterThan(100)
})

test('an answer about use is read by nobody else before she chooses, in any role or tie', () => {
  for (const role of ROLES)
    for (const ties of [['mentor'], ['program'], ['mentor', 'program']] as Tie[][])
      expect([role, ties, may('use.read', { role, ties })]).toEqual([role, ties, false])
  expect(whoMay('use.read')).toEqual([])
})

test('what she chose opens it to that person and to nobody else', () => {
  expect(whoMay('use.read', ['told_mentor'])).toEqual([{ role: 'mentor', tie: 'mentor' }])
  expect(whoMay('use.read', ['told_mentor', 'told_safety_lead'])).toEqual([
    { role: 'mentor', tie: 'mentor' },
    { role: 'supervisor', tie: 'program' },
  ])
})

test('a mentor without a tie reads no card, no talk and no check-in', () => {
  for (const action of ['card.read', 'contact.read', 'talk.read', 'check_in.read', 'use.read'] as const)
    expect([action, may(action, { role: 'mentor', ties: ['program'], met: CONDITIONS })]).toEqual([action, false])
})

test('evaluators, clinicians and administrators reach nobody’s record', () => {
  const personal = ACTIONS.filter((action) =>
    /^(card|contact|check_in|use|talk|baseline|wishes|assessment|exclusion|path)\./.test(action),
  )
  for (const role of ['evaluator', 'clinician', 'administrator'] as const)
    expect(personal.filter((action) => roleMay(action, role))).toEqual([])
})

test('what is private to a mentor is not for their supervisor', () => {
  expect(roleMay('mentor.private', 'supervisor')).toBe(false)
  expect(may('mentor.private', { role: 'mentor', ties: ['program'] })).toBe(false)
})

const NAME_OF: Record<string, string> = {
  'mentor:mentor': 'Dana',
  'coordinator:program': 'the coordinators',
  'supervisor:program': 'the safety lead',
}

test('the sentence names exactly the people whom the matrix lets in', () => {
  for (const action of ACTIONS.filter((one) => one.endsWith('.read')))
    for (const met of WORLDS) {
      const sentence = whoCanSee({ action, mentorName: 'Dana', met, language: 'en' })
      for (const [who, name] of Object.entries(NAME_OF)) {
        const [role, tie] = who.split(':') as [never, never]
        expect([action, met, name, sentence.toLowerCase().includes(name.toLowerCase())]).toEqual([
          action,
          met,
          name,
          may(action, { role, ties: [tie], met }),
        ])
      }
    }
})

test('the sentences read as people speak, in both languages', () => {
  expect(whoCanSee({ action: 'check_in.read', mentorName: 'Dana', met: ['check_ins_shared'], language: 'en' })).toBe(
    'Only you and Dana can read this.',
  )
  expect(whoCanSee({ action: 'check_in.read', mentorName: 'Dana', language: 'en' })).toBe('Only you can read this.')
  expect(whoCanSee({ action: 'use.read', mentorName: 'Dana', language: 'es' })).toBe('Solo tú puedes leer esto.')
  expect(whoCanSee({ action: 'use.read', mentorName: 'Inés', met: ['told_mentor'], language: 'es' })).toBe(
    'Solo tú e Inés pueden leer esto.',
  )
  expect(whoCanSee({ action: 'talk.read', mentorName: 'Dana', language: 'en' })).toBe(
    'You, Dana, the safety lead and the coordinators can read this.',
  )
  expect(whoCanSee({ action: 'talk.read', language: 'es' })).toBe(
    'Tú, la persona encargada de seguridad y la coordinación pueden leer esto.',
  )
})
