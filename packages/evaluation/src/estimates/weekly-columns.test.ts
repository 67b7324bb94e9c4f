import { describe, expect, test } from 'vitest'
import { ask, event, group, measure, smallProgram } from './testing/small-program.ts'
import type { TimeVarying } from './weekly-columns.ts'
import { weeklyColumns } from './weekly-columns.ts'

const ids = [...'abcdefghijkl']
/** In treatment by the card: a, b, c, f yes; d no; e did not say. */
const program = smallProgram(
  ids.map((id) => ({
    id,
    values: { in_treatment: { a: 1, b: 1, c: 1, d: 0, f: 1 }[id] ?? null },
    measuredOn: id === 'c' ? 12 : 0,
  })),
  {
    measures: [
      // a tells on day 0, on day 7 (the last day of week 1) and on day 8 (the first of week 2); then not again.
      measure('a', 'craving', 0, 1),
      measure('a', 'craving', 7, 2),
      measure('a', 'craving', 8, 4),
      // b on one day twice, and last on day 14, 14 days before week 5 begins.
      measure('b', 'craving', 14, 3),
      measure('b', 'craving', 14, 1),
      // c on day 13, 15 days before.
      measure('c', 'craving', 13, 3),
      measure('a', 'mood', 0, 5),
      measure('a', 'distress', 1, 9),
      measure('b', 'distress', 29, 6),
    ],
    contacts: [
      group('a', 0),
      group('a', 7),
      group('a', 8),
      group('a', 21),
      { ...group('a', 6), kind: 'mentor', mentor_id: 'm1' },
    ],
    asks: [
      // a: answered on day 20; the next declined on day 40.
      ask('a', 20, 'none'),
      { ...ask('a', 40, 'declined'), answered_day: 40 },
      // b: not reached; that is known 21 days after day 20. Then answered early, on day 49.
      ask('b', 20, 'not_reached'),
      ask('b', 50, 'event', 49),
      ask('c', 14, 'not_asked'),
    ],
    events: [
      event('b', 'use', 48, { ask_id: 'b50' }),
      // a left treatment on day 5, learned on day 15; b on day 14, learned on that day; c before the card was filled in.
      event('a', 'treatment_exit', 5, { learned_day: 15, source: 'clinician' }),
      event('b', 'treatment_exit', 14, { source: 'clinician' }),
      event('e', 'treatment_exit', 3, { source: 'clinician' }),
      event('f', 'incarceration', 3, { source: 'collateral' }),
    ],
  },
  { in_treatment: { type: 'yes_no' } },
)

const weeks = 8
/** Week by week for one person: columns of a kind. */
const columnsOf = (kind: TimeVarying, id: string, rows = ids.map((_, i) => i)) => {
  const at = rows.indexOf(ids.indexOf(id))
  return weeklyColumns(program, [kind], rows, weeks).map((c) => [...c.values.slice(at * weeks, (at + 1) * weeks)])
}

describe('what is known when a week begins', () => {
  test('craving: the last told before the week, on its eve still, never from within it', () => {
    const [value, missing] = columnsOf('craving', 'a')
    // Week 1 knows day 0, week 2 day 7, week 3 day 8; on day 21 day 8 is 13 days ago, on day 28 20 days.
    expect(value).toEqual([1, 2, 4, 4, 0, 0, 0, 0])
    expect(missing).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
  })

  test('craving: carried for 14 days, then missing; of two on one day the higher', () => {
    expect(columnsOf('craving', 'b')).toEqual([
      [0, 0, 3, 3, 3, 0, 0, 0],
      [1, 1, 0, 0, 0, 1, 1, 1],
    ])
    expect(columnsOf('craving', 'c')[1]).toEqual([1, 1, 0, 0, 1, 1, 1, 1])
  })

  test('distress is carried for good', () => {
    expect(columnsOf('distress', 'a')).toEqual([
      [0, 9, 9, 9, 9, 9, 9, 9],
      [1, 0, 0, 0, 0, 0, 0, 0],
    ])
    expect(columnsOf('distress', 'b')[0]).toEqual([0, 0, 0, 0, 0, 6, 6, 6])
  })

  test('attendance: groups of the last two weeks, talks with a mentor not among them', () => {
    // Day 0 counts on days 0 and 7, not on day 14; day 7 on 7 and 14; day 8 on 14 and 21; day 21 on 21 and 28.
    expect(columnsOf('attendance', 'a')).toEqual([[1, 2, 2, 2, 1, 0, 0, 0]])
    expect(columnsOf('attendance', 'd')).toEqual([[0, 0, 0, 0, 0, 0, 0, 0]])
  })

  test('the last ask counts from the day it was answered or declined, unanswered only when its time had passed', () => {
    expect(columnsOf('last_ask_answered', 'a')).toEqual([
      [0, 0, 0, 1, 1, 1, 0, 0],
      [1, 1, 1, 0, 0, 0, 0, 0],
    ])
    // Not reached: known on day 41, so from week 7 (after day 42) on; answered on day 49 from week 8 on.
    expect(columnsOf('last_ask_answered', 'b')).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 1],
      [1, 1, 1, 1, 1, 1, 0, 0],
    ])
    // Not asked: day 14 + 21 = 35, so from week 6 on.
    expect(columnsOf('last_ask_answered', 'c')[1]).toEqual([1, 1, 1, 1, 1, 0, 0, 0])
  })

  test('treatment: as the card said it, until its end was learned', () => {
    const values = (id: string) => columnsOf('treatment', id)[0]
    expect(values('a')).toEqual([1, 1, 1, 0, 0, 0, 0, 0])
    expect(values('b')).toEqual([1, 1, 0, 0, 0, 0, 0, 0])
    expect(values('c')).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
    expect(values('d')).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(values('f')).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
    expect(columnsOf('treatment', 'd')[1]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    // e did not say; that treatment ended is then all that is known.
    expect(columnsOf('treatment', 'e')[1]).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
  })

  test('people come in the order asked for, and only they', () => {
    expect(weeklyColumns(program, ['craving'], [1, 0], weeks)[0]!.values).toHaveLength(2 * weeks)
    expect(columnsOf('craving', 'a', [1, 0])).toEqual(columnsOf('craving', 'a'))
  })

  test('kinds that the protocol does not name are not there', () => {
    expect(weeklyColumns(program, [], [0], weeks)).toEqual([])
    expect(weeklyColumns(program, ['attendance', 'craving'], [0], weeks).map((c) => c.name)).toEqual([
      'groups in two weeks',
      'craving',
      'craving missing',
    ])
  })
})
