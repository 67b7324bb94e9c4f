import { expect, test } from 'vitest'
import { isGone, stepOf } from './lifecycle.ts'
import { pickGreeter } from './pick-greeter.ts'
import { STATUSES } from './vocabulary.ts'

test('from everywhere one can leave, and whoever left can come back', () => {
  for (const status of STATUSES) {
    if (isGone(status)) {
      expect(stepOf(status, 'waiting')).toBe('begins')
      expect(stepOf(status, 'active')).toBe('begins')
    } else expect(stepOf(status, 'left')).toBe('ends')
  }
})

test('nobody moves to where she stands, or back to being referred', () => {
  for (const status of STATUSES) {
    expect(stepOf(status, status)).toBeUndefined()
    expect(stepOf(status, 'referred')).toBeUndefined()
  }
})

test('a pause and a return keep the episode', () => {
  expect(stepOf('active', 'paused')).toBe('stays')
  expect(stepOf('paused', 'active')).toBe('stays')
})

const candidate = (id: string, over: object = {}) => ({
  id,
  kind: 'mentor' as const,
  languages: ['en' as const, 'es' as const],
  isAway: false,
  toGreet: 0,
  ...over,
})

test('who says hello speaks her language, is here, is a mentor before staff, and has the fewest hellos to say', () => {
  const all = [
    candidate('away', { isAway: true }),
    candidate('english', { languages: ['en'] }),
    candidate('busy', { toGreet: 2 }),
    candidate('free', { toGreet: 1 }),
    candidate('staff', { kind: 'staff' }),
  ]
  expect(pickGreeter(all, 'es')).toBe('free')
})

test('when nobody speaks her language somebody says hello all the same; when nobody is here, nobody', () => {
  expect(pickGreeter([candidate('english', { languages: ['en'] })], 'es')).toBe('english')
  expect(pickGreeter([candidate('away', { isAway: true })], 'es')).toBeUndefined()
})
