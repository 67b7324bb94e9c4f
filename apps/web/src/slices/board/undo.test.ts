import { expect, test } from 'vitest'
import { canUndo, lastAct, snoozeUntil } from './undo.ts'

const now = Date.parse('2026-11-24T15:00:00Z')

test('an act can be taken back for ten seconds and not after', () => {
  const act = lastAct('a', 'Rosa: reached', '2026-11-24T15:00:10Z', now)
  expect(canUndo(act, now + 9_999)).toBe(true)
  expect(canUndo(act, now + 10_000)).toBe(false)
  expect(canUndo(null, now)).toBe(false)
})

test('a clock that is an hour off still gives ten seconds', () => {
  expect(lastAct('a', '', '2026-11-24T16:00:10Z', now).until).toBe(now + 10_000)
  expect(lastAct('a', '', '2026-11-24T14:00:10Z', now).until).toBe(now + 10_000)
})

test('later means the morning of that day, and never more than seven days', () => {
  expect(snoozeUntil('2026-11-24', 1, 'America/Chicago', now)).toBe('2026-11-25T14:00:00Z')
  expect(Date.parse(snoozeUntil('2026-11-24', 7, 'America/Chicago', now))).toBeLessThan(now + 7 * 86_400_000)
  expect(Date.parse(snoozeUntil('2026-11-24', 7, 'America/Los_Angeles', now))).toBeLessThan(now + 7 * 86_400_000)
})
