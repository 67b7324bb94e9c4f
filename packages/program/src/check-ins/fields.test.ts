import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  askAgainOn,
  type CheckInFacts,
  canSend,
  fieldsShown,
  storeAnswers,
  unfoldsRideItOut,
  weekOf,
} from './fields.ts'

/** Monday, 16 November 2026. */
const monday = 20773
const facts: CheckInFacts = {
  localDay: monday + 2,
  weekStartsOn: 1,
  checkInDays: [monday - 4],
  lastKnownDay: monday - 4,
  enrolledOn: monday - 40,
  hasMentor: true,
  sharing: 'share',
}

describe('the use question', () => {
  test('the day used here is a Monday', () => {
    expect(new Date(monday * 86_400_000).toISOString()).toBe('2026-11-16T00:00:00.000Z')
    expect(new Date(monday * 86_400_000).getUTCDay()).toBe(1)
  })

  test('is in the first check-in of the local week, since the last known day', () => {
    expect(fieldsShown(facts).use).toEqual({ sinceDay: monday - 4 })
  })

  test('is in no other check-in of that week', () => {
    expect(fieldsShown({ ...facts, checkInDays: [monday] }).use).toBeNull()
    expect(fieldsShown({ ...facts, checkInDays: [monday + 2] }).use).toBeNull()
    expect(fieldsShown({ ...facts, checkInDays: [monday - 1] }).use).not.toBeNull()
  })

  test('follows the week of the place: a Sunday check-in belongs to this week where weeks begin on Sunday', () => {
    expect(fieldsShown({ ...facts, weekStartsOn: 7, checkInDays: [monday - 1] }).use).toBeNull()
    expect(fieldsShown({ ...facts, weekStartsOn: 7, checkInDays: [monday - 2] }).use).not.toBeNull()
  })

  test('is not there when today is known already, and reaches back to enrollment when nothing was told', () => {
    expect(fieldsShown({ ...facts, lastKnownDay: facts.localDay }).use).toBeNull()
    expect(fieldsShown({ ...facts, lastKnownDay: null }).use).toEqual({ sinceDay: monday - 40 })
    expect(fieldsShown({ ...facts, lastKnownDay: null, enrolledOn: facts.localDay }).use).toBeNull()
  })

  test('is asked in at most one check-in of any seven days of one week', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -800, max: 40000 }),
        fc.constantFrom(1 as const, 7 as const),
        (day, weekStartsOn) => {
          const start =
            day -
            [0, 1, 2, 3, 4, 5, 6].find((back) => weekOf(day - back - 1, weekStartsOn) !== weekOf(day, weekStartsOn))!
          const week = [0, 1, 2, 3, 4, 5, 6].map((offset) => start + offset)
          expect(new Set(week.map((each) => weekOf(each, weekStartsOn))).size).toBe(1)
          const asked = week.filter((localDay, index) => {
            const checkInDays = week.slice(0, index)
            return fieldsShown({ ...facts, localDay, weekStartsOn, checkInDays, lastKnownDay: start - 3 }).use !== null
          })
          expect(asked).toEqual([start])
        },
      ),
    )
  })
})

test('who sees the answers is asked once after a match, each time if she wishes, and not without a mentor', () => {
  expect(fieldsShown({ ...facts, sharing: null }).sharing).toBe('choose')
  expect(fieldsShown({ ...facts, sharing: 'ask_each_time' }).sharing).toBe('each_time')
  expect(fieldsShown({ ...facts, sharing: 'just_me' }).sharing).toBeNull()
  expect(fieldsShown({ ...facts, hasMentor: false, sharing: null }).sharing).toBeNull()
})

describe('what is stored', () => {
  const asked = fieldsShown(facts)
  const quiet = fieldsShown({ ...facts, checkInDays: [monday] })

  test('a skipped answer is skipped and never zero; a field that was not shown is neither', () => {
    expect(storeAnswers(quiet, { mood: 0 })).toEqual({
      mood: { state: 'answered', value: 0 },
      urges: { state: 'skipped' },
      stress: { state: 'skipped' },
      needs: { state: 'skipped' },
      use: { state: 'not_shown' },
    })
    expect(storeAnswers(asked, { mood: 0 }).use).toEqual({ state: 'skipped' })
    expect(storeAnswers(asked, { use: 'rather_not_say' }).use).toEqual({ state: 'answered', value: 'rather_not_say' })
  })

  test('any one answer enables Send, a need alone too; none does not', () => {
    expect(canSend({})).toBe(false)
    expect(canSend({ mood: null, needs: [], use: null })).toBe(false)
    expect([
      canSend({ mood: 0 }),
      canSend({ stress: 4 }),
      canSend({ needs: ['call'] }),
      canSend({ use: 'no' }),
    ]).toEqual([true, true, true, true])
    expect(() => storeAnswers(asked, {})).toThrow('at least one answer')
  })

  test('the same need twice is one need, a sixth step is refused, and use is refused where it was not asked', () => {
    expect(storeAnswers(asked, { needs: ['ride', 'ride'] }).needs).toEqual({ state: 'answered', value: ['ride'] })
    expect(() => storeAnswers(asked, { mood: 5 as never })).toThrow("'5' is not one of the five steps of 'mood'")
    expect(() => storeAnswers(quiet, { mood: 1, use: 'no' })).toThrow('did not ask')
  })
})

test('only very strong urges unfold Ride it out', () => {
  expect([null, 0, 1, 2, 3, 4].map((urges) => unfoldsRideItOut(urges as never))).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ])
})

test('she chooses when she is asked again, or that she comes by herself', () => {
  expect(askAgainOn(100, 'tomorrow')).toBe(101)
  expect(askAgainOn(100, 'in_a_few_days')).toBe(103)
  expect(askAgainOn(100, 'in_a_week')).toBe(107)
  expect(askAgainOn(100, 'i_will_come')).toBeNull()
})
