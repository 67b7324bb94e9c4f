import { expect, test } from 'vitest'
import { readersBeside } from './who-reads.ts'

test('what a mentor writes about a person, the person can read', () => {
  expect(readersBeside('talk.read').participant).toBe(true)
})

test('what is brought to supervision stands outside her record: the supervisor reads it, nobody else', () => {
  expect(readersBeside('supervision_item.read')).toEqual({
    participant: false,
    themselves: true,
    roles: ['supervisor'],
  })
})

test('a line about a debrief is read by the mentor whom it is about, and never by the participant', () => {
  expect(readersBeside('debrief.read')).toEqual({
    participant: false,
    themselves: true,
    roles: ['supervisor', 'coordinator'],
  })
})
