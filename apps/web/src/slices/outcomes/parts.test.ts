import { expect, test } from 'vitest'
import { change, leave, type Parts } from './parts.ts'

const empty: Parts = { report: {}, open: undefined }

test('nothing is saved while she is still in a part: a second thought about who may know costs nothing', () => {
  const first = change(empty, 'mayKnow', { mayKnow: 'mentor' })
  const second = change(first.parts, 'mayKnow', { mayKnow: 'nobody' })
  expect(first.save).toBeUndefined()
  expect(second.save).toBeUndefined()
  expect(leave(second.parts).save).toEqual({ mayKnow: 'nobody' })
})

test('going on to another part saves the one that is left, and only that one', () => {
  const told = change(empty, 'mayKnow', { mayKnow: 'mentor' })
  const days = change(told.parts, 'days', { days: ['2026-11-20'] })
  expect(days.save).toEqual({ mayKnow: 'mentor' })
  const what = change(days.parts, 'substances', { substances: ['alcohol'] })
  expect(what.save).toEqual({ days: ['2026-11-20'] })
})

test('leaving without a choice saves nothing: that is nobody', () => {
  expect(leave(empty).save).toBeUndefined()
  const left = leave(change(empty, 'course', { course: 'once' }).parts)
  expect(left.save).toEqual({ course: 'once' })
  expect(leave(left.parts).save).toBeUndefined()
})
