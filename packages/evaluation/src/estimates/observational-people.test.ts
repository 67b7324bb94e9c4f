import { describe, expect, test } from 'vitest'
import { standardProtocol } from '../protocol/protocol.ts'
import { gatherPeople, outcomeOf } from './follow-up.ts'
import { firstMentors, observationalPeople } from './observational-people.ts'
import { ask, event, mentor, smallProgram } from './testing/small-program.ts'

/**
 * | who | | in the comparison |
 * |---|---|---|
 * | a | mentor m2 on day 10, then m1 on day 40; answers to day 90 | followed to 90, then nobody asked |
 * | b | use between days 20 and 25 | event on day 23 |
 * | c | died of something else on day 30, before an ask fell due | other death |
 * | d | answers to day 30, not reached on day 60 | lost on day 30 |
 * | e | withdrew on day 50, answers to day 30 | lost on day 30 |
 * | f | mentor on day 0 | not in it |
 * | g | seen from day 5 on only | not in it |
 * | h | used three days before day 0 | not in it |
 * | i | answers for no day | in no curve, among the unknown |
 * | j | mentor m3 on day 1 | in it, the only one of m3's |
 * | k | mentor m2 on day 60, after her event on day 12 | event on day 12; her cluster is m2's |
 * | l | overdose death on day 44, before the ask of day 60 | event on day 44 |
 */
const program = smallProgram(
  [...'abcdefghijkl'].map((id) => ({
    id,
    ...(id === 'g' ? { firstDay: 5 } : {}),
    ...(id === 'h' ? { lastUse: -3 } : {}),
  })),
  {
    asks: [
      ask('a', 90, 'none'),
      ask('b', 30, 'event'),
      ask('c', 20, 'none'),
      ask('d', 30, 'none'),
      ask('d', 60, 'not_reached'),
      ask('e', 30, 'none'),
      ask('f', 30, 'none'),
      ask('g', 30, 'none', 30, 6),
      ask('h', 30, 'none'),
      ask('j', 30, 'none'),
      ask('k', 30, 'event'),
      ask('l', 30, 'none'),
    ],
    events: [
      event('b', 'use', [20, 25], { learned_day: 30, ask_id: 'b30' }),
      event('c', 'death', 30, { severity: 'other', source: 'register' }),
      event('k', 'use', 12, { learned_day: 30, ask_id: 'k30' }),
      event('l', 'death', 44, { severity: 'overdose', source: 'register' }),
    ],
    exposures: [
      mentor('a', 'm1', 40),
      mentor('a', 'm2', 10, 35),
      mentor('f', 'm1', 0),
      mentor('j', 'm3', 1),
      mentor('k', 'm2', 60),
      { ...mentor('d', 'm8', 3), kind: 'group' },
    ],
    follow_up: [
      { participant_id: 'c', from_day: 0, to_day: 30, end_reason: 'death' },
      { participant_id: 'l', from_day: 0, to_day: 44, end_reason: 'death' },
      { participant_id: 'e', from_day: 0, to_day: 50, end_reason: 'withdrew' },
    ],
  },
)
const taken = observationalPeople(program, gatherPeople(program), standardProtocol, outcomeOf(standardProtocol))
const of = <T>(list: ArrayLike<T>) => Object.fromEntries(taken.id.map((id, i) => [id, list[i]]))

describe('a dozen people: who is compared, and how each ends', () => {
  test('people seen from day 0 on and without a mentor then; those seen later, mentored on day 0, or who cannot be counted are not', () => {
    expect(taken.id).toEqual(['a', 'b', 'c', 'd', 'e', 'j', 'k', 'l'])
    expect(taken.row).toEqual([0, 1, 2, 3, 4, 9, 10, 11])
  })

  test('the end of follow-up: event, other death, missed ask, withdrawal, data cut', () => {
    expect(of(taken.time.middle)).toEqual({ a: 90, b: 23, c: 30, d: 30, e: 30, j: 30, k: 12, l: 44 })
    expect(of(taken.cause)).toEqual({ a: 0, b: 1, c: 2, d: 0, e: 0, j: 0, k: 1, l: 1 })
    expect(of(taken.lost)).toEqual({ a: 0, b: 0, c: 0, d: 1, e: 1, j: 0, k: 0, l: 0 })
  })

  test('an event known as a range on its first and last possible day; who has none ends on one day', () => {
    expect(of(taken.time.first)).toMatchObject({ b: 20, a: 90, k: 12 })
    expect(of(taken.time.last)).toMatchObject({ b: 25, a: 90, k: 12 })
  })

  test('the last day that could have been seen, and whether the data end there', () => {
    expect(of(taken.lastDay)).toMatchObject({ a: 200, c: 30, e: 50 })
    expect(of(taken.cut)).toEqual({ a: 1, b: 1, c: 0, d: 1, e: 0, j: 1, k: 1, l: 0 })
  })

  test('people of whom no day is known are among the unknown', () => {
    expect(taken.unseen).toEqual([{ lastDay: 200, cut: 1 }])
  })

  test('the first match counts, a group is no mentor', () => {
    const never = Number.POSITIVE_INFINITY
    expect(of(taken.mentorDay)).toEqual({ a: 10, b: never, c: never, d: never, e: never, j: 1, k: 60, l: never })
  })

  test('the cluster is the first mentor, else the person', () => {
    expect(Object.fromEntries(firstMentors(program))).toEqual({ a: 'm2', f: 'm1', j: 'm3', k: 'm2' })
    expect(of(taken.shared)).toEqual({ a: 1, b: 0, c: 0, d: 0, e: 0, j: 1, k: 1, l: 0 })
    const cluster = of(taken.cluster)
    expect(cluster['a']).toBe(cluster['k'])
    expect(new Set(taken.cluster).size).toBe(7)
    expect(taken.clusters).toBe(7)
  })
})

test('of two matches on one day, the first by name; the order of rows changes nothing', () => {
  const rows = [mentor('a', 'm9', 10, 10), mentor('a', 'm3', 10)]
  for (const exposures of [rows, rows.toReversed()])
    expect(Object.fromEntries(firstMentors(smallProgram([{ id: 'a' }], { exposures })))).toEqual({ a: 'm3' })
})

test('heavy use only: a day of use is no event then', () => {
  const heavy = {
    ...standardProtocol,
    outcome: { ...standardProtocol.outcome, definition: 'first_heavy_use' as const },
  }
  const people = observationalPeople(program, gatherPeople(program), heavy, outcomeOf(heavy))
  expect(people.cause).toEqual([0, 0, 2, 0, 0, 0, 0, 1])
})
