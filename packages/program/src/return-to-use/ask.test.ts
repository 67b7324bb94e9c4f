import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AskFacts, askAfterCheckIn, askState, canAnswer, daysToAsk } from './ask.ts'
import { askSchedule, mergeIntoSittings, standardAskPolicy } from './ask-schedule.ts'
import { type DayReport, dayTable, type Source } from './day-table.ts'

const report = (day: number, state: 'used' | 'not_used', source: Source = 'check_in'): DayReport => ({
  answerId: `${source}-${day}`,
  day,
  state,
  substance: null,
  severity: null,
  source,
  recallDays: 0,
  askId: null,
})
const without = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => report(from + index, 'not_used'))

const schedule = askSchedule(1000)
const ask = schedule[2]!
const nothing: AskFacts = { ask, answeredOn: null, declinedOn: null, attempts: [] }
const empty = dayTable([])

describe('the schedule', () => {
  test('asks at 30, 60, 90, 180 and 365 days about the days since the ask before', () => {
    expect(schedule.map(({ askDay, aboutFrom, aboutTo }) => [askDay, aboutFrom - 1000, aboutTo - 1000])).toEqual([
      [30, 1, 30],
      [60, 31, 60],
      [90, 61, 90],
      [180, 91, 180],
      [365, 181, 365],
    ])
    expect(ask).toMatchObject({ dueOn: 1090, opensOn: 1090, closesOn: 1111 })
  })

  test('every day after enrollment belongs to exactly one window', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(steps, fc.integer(), (gaps, enrolledOn) => {
        let day = 0
        const days = gaps.map((gap) => {
          day += gap
          return day
        })
        const asks = askSchedule(enrolledOn, { ...standardAskPolicy, days })
        expect(asks[0]!.aboutFrom).toBe(enrolledOn + 1)
        asks.slice(1).forEach((next, index) => {
          expect(next.aboutFrom).toBe(asks[index]!.aboutTo + 1)
        })
      }),
    )
  })

  test('days that do not rise are refused', () => {
    expect(() => askSchedule(0, { ...standardAskPolicy, days: [30, 30] })).toThrow(RangeError)
    expect(() => askSchedule(0, { ...standardAskPolicy, days: [0, 30] })).toThrow(RangeError)
  })
})

describe('how an ask ends', () => {
  test('before it opens it is not yet; then open; after it is due overdue', () => {
    expect([1089, 1090, 1091, 1111].map((today) => askState(nothing, empty, today).status)).toEqual([
      'not_yet',
      'open',
      'overdue',
      'overdue',
    ])
  })

  test('it closes as not asked when nobody tried, and as not reached when somebody did', () => {
    expect(askState(nothing, empty, 1112)).toEqual({ status: 'ended', end: 'not_asked', covers: [] })
    const tried: AskFacts = { ...nothing, attempts: [{ on: 1095, mode: 'phone' }] }
    expect(askState(tried, empty, 1112).end).toBe('not_reached')
  })

  test('an attempt before the window opened is no attempt for it', () => {
    const early: AskFacts = { ...nothing, attempts: [{ on: 1080, mode: 'phone' }] }
    expect(askState(early, empty, 1112).end).toBe('not_asked')
  })

  test('no use told in its window: none, covering what is known and leaving the gap', () => {
    const table = dayTable([...without(1061, 1070), ...without(1077, 1090)])
    expect(askState({ ...nothing, answeredOn: 1092 }, table, 1092)).toEqual({
      status: 'ended',
      end: 'none',
      covers: [
        { from: 1061, to: 1070 },
        { from: 1077, to: 1090 },
      ],
    })
  })

  test('use that she told earlier makes it an event without asking again; use outside the window does not', () => {
    const answered: AskFacts = { ...nothing, answeredOn: 1092 }
    expect(askState(answered, dayTable([report(1065, 'used')]), 1092).end).toBe('event')
    expect(askState(answered, dayTable([report(1060, 'used'), report(1091, 'used')]), 1092).end).toBe('none')
  })

  test('what somebody else said does not answer for her', () => {
    const answered: AskFacts = { ...nothing, answeredOn: 1092 }
    expect(askState(answered, dayTable([report(1065, 'used', 'collateral')]), 1092).end).toBe('none')
  })

  test('use on an unknown day of a stretch inside the window is an event', () => {
    const range = { ...report(0, 'used', 'ask'), fromDay: 1085, toDay: 1095 }
    expect(askState({ ...nothing, answeredOn: 1096 }, dayTable([], { ranges: [range] }), 1096).end).toBe('event')
  })

  test('rather not say is declined, until she answers', () => {
    const declined: AskFacts = { ...nothing, declinedOn: 1092 }
    expect(askState(declined, dayTable(without(1061, 1090)), 1093)).toEqual({
      status: 'ended',
      end: 'declined',
      covers: [],
    })
    expect(askState({ ...declined, answeredOn: 1100 }, dayTable(without(1061, 1090)), 1100).end).toBe('none')
  })

  test('an answer after the window closed leaves the end as it was', () => {
    expect(askState({ ...nothing, answeredOn: 1115 }, dayTable(without(1061, 1090)), 1116).end).toBe('not_asked')
    expect(askState({ ...nothing, answeredOn: 1092 }, dayTable(without(1061, 1090)), 1116).end).toBe('none')
  })

  test('a gap of a former window that was shown too is covered, and only then', () => {
    const table = dayTable([...without(1041, 1090)])
    const answered: AskFacts = { ...nothing, answeredOn: 1092 }
    expect(daysToAsk(table, ask, 1031).unknown).toEqual([{ from: 1031, to: 1040 }])
    expect(askState(answered, table, 1092).covers).toEqual([{ from: 1061, to: 1090 }])
    expect(askState({ ...answered, shownFrom: 1031 }, table, 1092).covers).toEqual([{ from: 1041, to: 1090 }])
  })

  test('silence is never success: without an answer the end is never none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1050, max: 1200 }), fc.boolean(), (today, tried) => {
        const facts: AskFacts = { ...nothing, attempts: tried ? [{ on: 1092, mode: 'sms' }] : [] }
        const { end, covers } = askState(facts, dayTable(without(1001, 1090)), today)
        expect(end).not.toBe('none')
        expect(covers).toEqual([])
      }),
    )
  })

  test('only unknown days are asked, and with none left only a yes', () => {
    expect(daysToAsk(dayTable(without(1061, 1084)), ask)).toEqual({ kind: 'days', unknown: [{ from: 1085, to: 1090 }] })
    expect(daysToAsk(dayTable(without(1061, 1090)), ask)).toEqual({ kind: 'confirm', unknown: [] })
  })

  test('an answer counts from the day that the window opens to the day that it closes', () => {
    expect([1089, 1090, 1111, 1112].map((today) => canAnswer(ask, today))).toEqual([false, true, true, false])
  })
})

describe('a check-in while an ask is open', () => {
  const whole = dayTable(without(1061, 1092))
  const gap = dayTable(without(1065, 1092))

  test('rather not say declines it', () => {
    expect(askAfterCheckIn(ask, 'rather_not_say', gap, 1092)).toBe('declined')
  })

  test('no answers it when no day of its window is left open, and leaves it open otherwise', () => {
    expect(askAfterCheckIn(ask, 'no', whole, 1092)).toBe('answered')
    expect(askAfterCheckIn(ask, 'no', gap, 1092)).toBe('still_open')
  })

  test('a skipped question and a window that is not open change nothing', () => {
    expect(askAfterCheckIn(ask, null, whole, 1092)).toBe('still_open')
    expect(askAfterCheckIn(ask, 'rather_not_say', whole, 1089)).toBe('still_open')
  })
})

describe('sittings', () => {
  const thing = (id: string, opensOn: number, closesOn: number) => ({ id, opensOn, dueOn: opensOn, closesOn })

  test('two things whose windows overlap become one sitting on their common days', () => {
    expect(mergeIntoSittings([thing('ask', 90, 111), thing('barc-10', 85, 100)])).toEqual([
      { opensOn: 90, closesOn: 100, dueOn: 90, ids: ['barc-10', 'ask'] },
    ])
  })

  test('a chain that has no common day becomes two', () => {
    const sittings = mergeIntoSittings([thing('a', 1, 10), thing('b', 8, 20), thing('c', 18, 30)])
    expect(sittings.map(({ ids }) => ids)).toEqual([['a', 'b'], ['c']])
  })

  test('everything is in exactly one sitting, inside its own window', () => {
    const things = fc.array(fc.tuple(fc.nat(100), fc.nat(30)), { maxLength: 12 })
    fc.assert(
      fc.property(things, (windows) => {
        const all = windows.map(([opensOn, length], index) => thing(`t${index}`, opensOn, opensOn + length))
        const sittings = mergeIntoSittings(all)
        expect(sittings.flatMap(({ ids }) => ids).sort()).toEqual(all.map(({ id }) => id).sort())
        for (const sitting of sittings) {
          expect(sitting.opensOn).toBeLessThanOrEqual(sitting.closesOn)
          expect(sitting.dueOn).toBeGreaterThanOrEqual(sitting.opensOn)
          expect(sitting.dueOn).toBeLessThanOrEqual(sitting.closesOn)
          for (const id of sitting.ids) {
            const own = all.find((candidate) => candidate.id === id)!
            expect(sitting.opensOn).toBeGreaterThanOrEqual(own.opensOn)
            expect(sitting.closesOn).toBeLessThanOrEqual(own.closesOn)
          }
        }
      }),
    )
  })
})
