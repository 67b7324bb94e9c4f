import { expect, test } from 'vitest'
import { protocolHash, protocolSchema, standardProtocol } from './protocol.ts'

test('an empty file is the standard protocol', () => {
  expect(standardProtocol).toMatchObject({ horizon_days: 180, landmarks: [28, 90], windows: [30, 60, 90, 180, 365] })
})

test.each([
  ['a horizon outside the windows', { horizon_days: 100 }, 'horizon must be one of the windows'],
  ['windows that fall', { windows: [60, 30, 180] }, 'windows must rise'],
  ['a landmark after the horizon', { landmarks: [180] }, 'before the horizon'],
  ['a fourth subgroup', { subgroups: ['a', 'b', 'c', 'd'] }, 'at most three subgroups'],
  [
    'a fifth look',
    { looks: [1, 2, 3, 4, 5].map((n) => ({ label: `${n}`, on: `2027-0${n}-01` })) },
    'at most four dated looks',
  ],
  ['an unknown field', { horizon: 90 }, 'Unrecognized key'],
])('%s is refused', (_what, value, sentence) => {
  const parsed = protocolSchema.safeParse(value)
  expect(parsed.error?.issues.map((i) => i.message).join()).toContain(sentence)
})

test('the hash depends on what the protocol says, not on the order in which it is written', () => {
  const seen: string[] = []
  const remember = (text: string) => {
    seen.push(text)
    return text
  }
  protocolHash(protocolSchema.parse({ horizon_days: 90, margin: 0.1, landmarks: [28] }), remember)
  protocolHash(protocolSchema.parse({ landmarks: [28], margin: 0.1, horizon_days: 90 }), remember)
  protocolHash(protocolSchema.parse({ landmarks: [28], margin: 0.2, horizon_days: 90 }), remember)
  expect(seen[0]).toBe(seen[1])
  expect(seen[2]).not.toBe(seen[0])
})
