import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkBudget, defaultSchedule, monthlyItemBudget, type ScheduledInstrument } from './budget.ts'
import { findInstrument } from './catalogue.ts'

test('the schedule that a program starts with keeps to the budget and counts real questions', () => {
  expect(checkBudget(defaultSchedule)).toEqual({ ok: true, busiestMonthItems: 10 })
  for (const entry of defaultSchedule) {
    expect(findInstrument(entry.instrumentId)!.items).toHaveLength(entry.itemCount)
  }
})

test('PHQ-4 and BARC-10 in the same month are refused with a sentence that says how many', () => {
  const together = defaultSchedule.map((entry) => ({ ...entry, firstMonth: 0 }))
  const verdict = checkBudget(together)
  expect(verdict).toMatchObject({ ok: false, month: 0, items: 14, instrumentIds: ['phq-4', 'barc-10'] })
  expect(!verdict.ok && verdict.sentence.en).toBe(
    'Month 1 would ask 14 questions. At most 12 a month can be planned: move one to another month.',
  )
  expect(!verdict.ok && verdict.sentence.es).toContain('14 preguntas')
})

test('a clash far ahead is found: every second and every third month meet in the sixth', () => {
  const verdict = checkBudget([
    { instrumentId: 'a', itemCount: 7, everyMonths: 2, firstMonth: 1 },
    { instrumentId: 'b', itemCount: 7, everyMonths: 3, firstMonth: 2 },
  ])
  expect(verdict).toMatchObject({ ok: false, month: 5, items: 14 })
})

test('twice in a month counts twice', () => {
  expect(
    checkBudget([{ instrumentId: 'a', itemCount: 7, everyMonths: 1, firstMonth: 0, timesInMonth: 2 }]),
  ).toMatchObject({ ok: false, items: 14 })
})

test('an empty schedule asks nothing, and a cadence that is not a whole month is refused', () => {
  expect(checkBudget([])).toEqual({ ok: true, busiestMonthItems: 0 })
  expect(() => checkBudget([{ instrumentId: 'a', itemCount: 1, everyMonths: 0, firstMonth: 0 }])).toThrow(RangeError)
  expect(() => checkBudget([{ instrumentId: 'a', itemCount: 1, everyMonths: 1.5, firstMonth: 0 }])).toThrow(/'a'/)
})

test('what is accepted never exceeds the budget in any of the next ten years', () => {
  const entry = fc.record({
    instrumentId: fc.string({ minLength: 1 }),
    itemCount: fc.integer({ min: 1, max: 10 }),
    everyMonths: fc.integer({ min: 1, max: 12 }),
    firstMonth: fc.integer({ min: 0, max: 14 }),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 4 }), (schedule: ScheduledInstrument[]) => {
      const monthly = Array.from({ length: 120 }, (_, month) =>
        schedule
          .filter(({ firstMonth, everyMonths }) => month >= firstMonth && (month - firstMonth) % everyMonths === 0)
          .reduce((sum, { itemCount }) => sum + itemCount, 0),
      )
      const verdict = checkBudget(schedule)
      if (verdict.ok) expect(Math.max(...monthly)).toBeLessThanOrEqual(monthlyItemBudget)
      else if (verdict.month < 120) expect(monthly[verdict.month]).toBe(verdict.items)
    }),
  )
})
