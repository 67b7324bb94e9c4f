import { Policy } from '@cairn/contract/organizations.ts'
import { expect, test } from 'vitest'
import { CLOCK_NAMES, CLOCKS, clocksOf, policyOf, wrongClocks } from './clocks.ts'

const standard = Policy.parse({})

test('every clock that the server knows can be set, and begins with what a new program has', () => {
  expect([...CLOCK_NAMES].sort()).toEqual(Object.keys(standard).sort())
  for (const name of CLOCK_NAMES) expect([name, CLOCKS[name].standard]).toEqual([name, standard[name]])
  expect(policyOf(clocksOf(standard))).toEqual(standard)
  expect(wrongClocks(clocksOf(standard))).toEqual({})
})

test.each(CLOCK_NAMES)('the form and the server have the same limits for %s', (name) => {
  const { least, most } = CLOCKS[name]
  // Safety has an order of its own: what is taken late is closed later still.
  const others =
    name === 'safetyTakenWithinMinutes' ? { safetyClosedWithinMinutes: 1440 } : { safetyTakenWithinMinutes: 1 }
  for (const value of [least - 1, least, most, most + 1]) {
    const policy = { ...standard, ...others, [name]: value }
    const isFine = Object.keys(wrongClocks(clocksOf(policy))).length === 0
    expect([value, isFine]).toEqual([value, Policy.safeParse(policy).success])
  }
})

test('safety that would be closed before it is taken, half a day and a word are wrong', () => {
  const form = clocksOf(standard)
  expect(
    wrongClocks({ ...form, safetyTakenWithinMinutes: '120', noTalkDays: '1.5', callWithinStaffedHours: 'soon' }),
  ).toEqual({ safetyClosedWithinMinutes: 'order', noTalkDays: 'between', callWithinStaffedHours: 'between' })
  expect(policyOf({ ...form, callWithinStaffedHours: '1,5' }).callWithinStaffedHours).toBe(1.5)
})
