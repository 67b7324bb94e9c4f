import { expect, test } from 'vitest'
import { readersBeside } from './who-reads.ts'

test('what a mentor writes about a person, the person can read', () => {
  expect(readersBeside('talk.read').participant).toBe(true)
})

test('what is brought to supervision stands outside her record: the supervisor reads it, nobody else', () => {
  expect(readersBeside('supervision_item.read')).toEqual({ participant: false, roles: ['supervisor'] })
})
