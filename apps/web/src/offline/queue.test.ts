import { expect, test } from 'vitest'
import { afterTry, inOrder, nextToSend, nextTryAt, type OutboxEntry, outcomeOf, waitAfter } from './queue.ts'

const rosa = { accountId: 'rosa' }
const entry = (order: number, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id: `id-${order}`,
  accountId: 'rosa',
  organizationId: 'here',
  role: 'participant',
  kind: 'checkIn',
  method: 'POST',
  path: '/check-ins',
  body: {},
  madeAt: order,
  order,
  state: 'waiting',
  tries: 0,
  notBefore: 0,
  ...changes,
})

test('entries leave in the order in which they were made', () => {
  expect(nextToSend([entry(3), entry(1), entry(2)], rosa, 10)?.id).toBe('id-1')
  expect(inOrder([entry(3), entry(1)]).map(({ order }) => order)).toEqual([1, 3])
})

test('while the oldest has to wait, nothing younger overtakes it', () => {
  const entries = [entry(1, { notBefore: 50 }), entry(2)]
  expect(nextToSend(entries, rosa, 10)).toBeUndefined()
  expect(nextTryAt(entries, rosa)).toBe(50)
  expect(nextToSend(entries, rosa, 50)?.id).toBe('id-1')
})

test('a refused entry stays to be looked at and does not block the next', () => {
  const refused = afterTry(entry(1), { kind: 'refused', code: 'id_taken', title: 'Already saved.' }, 10)!
  expect(refused).toMatchObject({ state: 'refused', problem: { code: 'id_taken' } })
  expect(nextToSend([refused, entry(2)], rosa, 10)?.id).toBe('id-2')
})

test('what another account made is not sent under this one', () => {
  expect(nextToSend([entry(1, { accountId: 'ana' }), entry(2)], rosa, 10)?.id).toBe('id-2')
  expect(nextToSend([entry(1, { accountId: 'ana' })], rosa, 10)).toBeUndefined()
})

test('an entry that arrived is forgotten', () => {
  expect(afterTry(entry(1), { kind: 'sent' }, 10)).toBeUndefined()
})

test('waiting doubles from two seconds to five minutes', () => {
  expect([1, 2, 3, 8, 9, 400].map(waitAfter)).toEqual([2000, 4000, 8000, 256_000, 300_000, 300_000])
  expect(afterTry(entry(1, { tries: 2 }), { kind: 'later' }, 100)).toMatchObject({ tries: 3, notBefore: 8100 })
})

test.each([
  [201, 'sent'],
  [0, 'later'],
  [401, 'later'],
  [429, 'later'],
  [503, 'later'],
  [500, 'later'],
  [422, 'refused'],
  [409, 'refused'],
  [404, 'refused'],
])('a reply of %i means: %s', (status, kind) => {
  expect(outcomeOf(status, { code: 'x', title: 'y' }).kind).toBe(kind)
})
