import { expect, test } from 'vitest'
import { coversOf } from './covers.ts'

const mentor = (id: string, more: object = {}) => ({
  id,
  name: id,
  status: 'available' as const,
  languages: ['en' as const],
  capacity: 4,
  people: 2,
  freePlaces: 2,
  away: null,
  supervisor: null,
  ...more,
})
const away = { id: 'x', from: '2026-11-20', backOn: '2026-11-30', cover: null, withoutCover: 1 }

test('who is away, paused or herself cannot cover; free places come first', () => {
  const others = [
    mentor('dana'),
    mentor('full', { freePlaces: 0 }),
    mentor('gone', { away }),
    mentor('paused', { status: 'paused' }),
    mentor('free', { freePlaces: 3 }),
  ]
  expect(coversOf('dana', others).map(({ id }) => id)).toEqual(['free', 'full'])
})

test('who speaks every language of the one who is away comes before a freer mentor who does not', () => {
  const both = { languages: ['en' as const, 'es' as const] }
  const others = [
    mentor('yolanda', both),
    mentor('free', { freePlaces: 4 }),
    mentor('both', { ...both, freePlaces: 1 }),
  ]
  expect(coversOf('yolanda', others).map(({ id }) => id)).toEqual(['both', 'free'])
})
