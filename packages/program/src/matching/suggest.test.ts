import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EXPERIENCES } from '../people/vocabulary.ts'
import { answerProposal, waitsFor } from './answer.ts'
import { limitsBetween } from './hard-limits.ts'
import { type OfferingMentor, type Seeker, suggest } from './suggest.ts'
import { waitingReason } from './waiting.ts'

const mentor = (id: string, over: Partial<OfferingMentor> = {}): OfferingMentor => ({
  id,
  status: 'available',
  isAway: false,
  languages: ['en'],
  capacity: 3,
  people: 0,
  times: [],
  gender: null,
  ways: [],
  livedReleased: [],
  ...over,
})
const seeker = (over: Partial<Seeker> = {}): Seeker => ({
  id: 'rosa',
  languages: ['en'],
  mustNotMeet: new Set(),
  times: [],
  ranked: [],
  ...over,
})
const wish = (value: 'parent' | 'grief' | 'prison', must = false) => ({ about: 'experience' as const, value, must })
const ids = (one: Seeker, mentors: OfferingMentor[]) => suggest(one, mentors, 10).items.map((item) => item.mentorId)

test('the first wish weighs more than all later ones together', () => {
  const rosa = seeker({ ranked: [wish('parent'), wish('grief'), wish('prison')] })
  expect(
    ids(rosa, [
      mentor('later', { livedReleased: ['grief', 'prison'] }),
      mentor('first', { livedReleased: ['parent'] }),
    ]),
  ).toEqual(['first', 'later'])
})

test('what she must have leaves the others out; what she would like does not', () => {
  const mentors = [mentor('parent', { livedReleased: ['parent'] }), mentor('other')]
  expect(ids(seeker({ ranked: [wish('parent', true)] }), mentors)).toEqual(['parent'])
  expect(ids(seeker({ ranked: [wish('parent')] }), mentors)).toEqual(['parent', 'other'])
})

test('each hard limit keeps two people apart by itself', () => {
  const limits = (over: Partial<OfferingMentor>, rosa = seeker()) => limitsBetween(rosa, mentor('m', over))
  expect(limits({})).toEqual([])
  expect(limits({ languages: ['es'] })).toEqual(['language'])
  expect(limits({ people: 3 })).toEqual(['full'])
  expect(limits({ people: 5 })).toEqual(['full'])
  expect(limits({ isAway: true })).toEqual(['away'])
  for (const status of ['paused', 'leave', 'ended'] as const) expect(limits({ status })).toEqual(['not_available'])
  expect(limits({ status: 'returning' })).toEqual([])
  expect(limits({}, seeker({ mustNotMeet: new Set(['m']) }))).toEqual(['must_not_meet'])
  expect(limits({}, seeker({ id: 'm' }))).toEqual(['self'])
  expect(limits({ times: ['weekend'] }, seeker({ times: ['weekday_evening'] }))).toEqual(['hours'])
  expect(limits({ times: ['weekend'] }, seeker({ times: ['weekend', 'weekday_evening'] }))).toEqual([])
})

test('nobody who may not be put with her is ever suggested, and a wish never brings anybody in', () => {
  const anyMentor = fc.record({
    id: fc.uuid(),
    status: fc.constantFrom('available' as const, 'paused' as const),
    isAway: fc.boolean(),
    languages: fc.subarray(['en' as const, 'es' as const]),
    capacity: fc.integer({ min: 0, max: 3 }),
    people: fc.integer({ min: 0, max: 3 }),
    times: fc.subarray(['weekend' as const, 'weekday_morning' as const]),
    gender: fc.constantFrom('woman' as const, 'man' as const, null),
    ways: fc.constant([]),
    livedReleased: fc.subarray([...EXPERIENCES]),
  })
  fc.assert(
    fc.property(fc.array(anyMentor, { maxLength: 12 }), fc.subarray([...EXPERIENCES]), (mentors, wanted) => {
      const rosa = seeker({ ranked: wanted.map((value) => ({ about: 'experience', value, must: false })) })
      const shown = new Set(ids(rosa, mentors))
      expect([...shown].every((id) => limitsBetween(rosa, mentors.find((one) => one.id === id)!).length === 0)).toBe(
        true,
      )
      expect(shown.size).toBe(Math.min(10, mentors.filter((one) => limitsBetween(rosa, one).length === 0).length))
    }),
    { numRuns: 80 },
  )
})

test('two yes make a match, one no ends it, the same answer again changes nothing', () => {
  const open = { status: 'proposed', participantAnswer: 'yes' as const, mentorAnswer: null }
  expect(answerProposal(open, 'mentor', 'yes')).toEqual({ status: 'accepted', changed: true })
  expect(answerProposal(open, 'mentor', 'no')).toEqual({ status: 'declined', changed: true })
  expect(answerProposal(open, 'participant', 'yes')).toEqual({ status: 'proposed', changed: false })
  expect(answerProposal({ ...open, participantAnswer: null }, 'mentor', 'yes')).toEqual({
    status: 'proposed',
    changed: true,
  })
  expect(answerProposal({ ...open, status: 'declined', mentorAnswer: 'no' }, 'participant', 'no')).toEqual({
    refused: 'answered_already',
  })
  expect(answerProposal({ ...open, status: 'withdrawn' }, 'participant', 'yes')).toEqual({
    refused: 'answered_already',
  })
})

test('who still has to answer', () => {
  expect(waitsFor({ status: 'proposed', participantAnswer: null, mentorAnswer: null })).toBe('both')
  expect(waitsFor({ status: 'proposed', participantAnswer: 'yes', mentorAnswer: null })).toBe('mentor')
  expect(waitsFor({ status: 'proposed', participantAnswer: null, mentorAnswer: 'yes' })).toBe('participant')
  expect(waitsFor({ status: 'accepted', participantAnswer: 'yes', mentorAnswer: 'yes' })).toBeNull()
})

test('nobody free is said apart from nobody fits', () => {
  const facts = { isGreeted: true, hasWishes: true, proposal: null, suggestions: 0, mentors: 3 }
  expect(
    waitingReason({
      ...facts,
      leftOut: new Map([
        ['full', 1],
        ['language', 2],
      ]),
    }),
  ).toBe('nobody_free')
  expect(waitingReason({ ...facts, leftOut: new Map([['language', 3]]) })).toBe('nobody_fits')
})
