import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fetchOrEarly, forgetEarly } from './early.ts'

const later = vi.fn<typeof fetch>()
const place = { 'x-cairn-organization': 'o', 'x-cairn-role': 'participant' }
const ask = (address: string, headers: Record<string, string>) =>
  Object.assign(globalThis, { cairnAsked: { [address]: { headers, answer: Promise.resolve(new Response('early')) } } })
const read = async (address: string, init: RequestInit) => (await fetchOrEarly(address, init)).text()

beforeEach(() => {
  later.mockImplementation(async () => new Response('later'))
  vi.stubGlobal('fetch', later)
})
afterEach(() => {
  forgetEarly()
  vi.unstubAllGlobals()
})

test('what was asked for before the code came is taken over once, then asked for again', async () => {
  ask('/me', {})
  expect(await read('/api/me', { method: 'GET', headers: place })).toBe('early')
  expect(await read('/api/me', { method: 'GET', headers: place })).toBe('later')
})

test('an answer for another place, or from before a change, is not taken', async () => {
  ask('/my/today?day=2026-11-22', place)
  expect(
    await read('/api/my/today?day=2026-11-22', { method: 'GET', headers: { ...place, 'x-cairn-role': 'mentor' } }),
  ).toBe('later')
  ask('/my/today?day=2026-11-22', place)
  await read('/api/my/check-ins', { method: 'POST' })
  expect(await read('/api/my/today?day=2026-11-22', { method: 'GET', headers: place })).toBe('later')
})
