import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { fromHex, hmacSha256, toHex } from './hmac.ts'
import { commitDraw, type DrawList, type DrawPlace, runDraw, saltedCode, verifyDraw } from './lottery-draw.ts'

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest())
const ascii = (text: string) => new TextEncoder().encode(text)

test('HMAC-SHA256 gives the vectors of RFC 4231', () => {
  const mac = (key: Uint8Array, message: Uint8Array) => toHex(hmacSha256(sha256, key, message))
  expect(mac(new Uint8Array(20).fill(0x0b), ascii('Hi There'))).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
  expect(mac(ascii('Jefe'), ascii('what do ya want for nothing?'))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  )
  expect(mac(new Uint8Array(131).fill(0xaa), ascii('Test Using Larger Than Block-Size Key - Hash Key First'))).toBe(
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  )
})

test('canonical JSON has one text for one value', () => {
  expect(canonicalJson({ b: [1, true, null], a: { z: 'é"', y: -0 } })).toBe(
    '{"a":{"y":0,"z":"é\\""},"b":[1,true,null]}',
  )
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], left: undefined, a: 0.1 })).toBe(
    '{"a":0.1,"b":[1,{"c":"é","d":null}]}',
  )
  expect(() => canonicalJson(Number.NaN)).toThrow(expect.objectContaining({ code: 'not_a_number' }))
})

const salt = Uint8Array.from({ length: 16 }, (_, i) => i)
const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i)
const second = Uint8Array.from({ length: 32 }, (_, i) => 11 * i)
const list: DrawList = {
  draw: '2026-03',
  strata: [
    {
      stratum: 'first time',
      places: 2,
      codes: ['ana', 'ben', 'cy', 'dee', 'eli'].map((c) => saltedCode(sha256, salt, c)),
    },
    { stratum: 'lost once', places: 1, codes: ['fay', 'gus'].map((c) => saltedCode(sha256, salt, c)) },
  ],
}
const commitment = commitDraw(sha256, list, secret, { kind: 'person', secretHash: toHex(sha256(second)) })
const opening = { secret: toHex(secret), beacon: toHex(second) }
const places = runDraw(sha256, list, opening)
const check = (change: Partial<Parameters<typeof verifyDraw>[1]> = {}) =>
  verifyDraw(sha256, { list, commitment, opening, places, ...change })

test('the draw, step by step with Node’s own HMAC', async () => {
  const { createHmac } = await import('node:crypto')
  const key = createHash('sha256')
    .update(Buffer.from(commitment.listHash, 'hex'))
    .update(secret)
    .update(second)
    .digest()
  for (const { stratum, codes, places: offers } of list.strata) {
    const order = [...codes].sort((a, b) => {
      const mark = (code: string) =>
        createHmac('sha256', key).update(`2026-03\u0000${stratum}\u0000${code}`).digest('hex')
      return mark(a) < mark(b) ? -1 : 1
    })
    expect(places.filter((p) => p.stratum === stratum)).toEqual(
      order.map((code, k) => ({ stratum, code, rank: k + 1, offered: k < offers })),
    )
  }
})

test('anyone can do it again: what is right has no fault, and the order of the list plays no part', () => {
  expect(check()).toEqual([])
  const turned = { ...list, strata: [...list.strata].reverse().map((s) => ({ ...s, codes: [...s.codes].reverse() })) }
  expect(check({ list: turned })).toEqual([])
  expect(commitDraw(sha256, turned, secret, commitment.beacon).listHash).toBe(commitment.listHash)
})

test('whatever was changed is found', () => {
  const [first, ...others] = list.strata
  const faults = (change: Parameters<typeof check>[0]) => check(change).map((f) => f.fault)
  const more = { ...list, strata: [{ ...first!, places: 3 }, ...others] }
  expect(faults({ list: more })).toContain('list_changed')
  expect(faults({ list: { ...list, draw: '2026-04' } })).toContain('list_changed')
  expect(faults({ opening: { ...opening, secret: toHex(second) } })).toContain('secret_changed')
  expect(faults({ opening: { ...opening, beacon: toHex(secret) } })).toContain('beacon_changed')
  expect(faults({ opening: { ...opening, secret: 'not hexadecimal' } })).toEqual(['secret_changed'])
  const moved = places.map((p): DrawPlace => (p.rank === 3 ? { ...p, rank: 1, offered: true } : p))
  expect(faults({ places: moved })).toEqual(['wrong_rank', 'wrong_offer'])
  expect(faults({ places: places.slice(1) })).toEqual(['missing'])
  expect(faults({ places: [...places, { ...places[0]!, code: 'a friend' }] })).toEqual(['unexpected'])
  expect(faults({ places: [...places, places[0]!] })).toEqual(['unexpected'])
})

test('any single digit of what was published matters', () => {
  fc.assert(
    fc.property(fc.nat(63), fc.constantFrom('listHash' as const, 'secretHash' as const), (at, field) => {
      const digits = [...commitment[field]]
      digits[at] = digits[at] === '0' ? '1' : '0'
      expect(check({ commitment: { ...commitment, [field]: digits.join('') } })).toHaveLength(1)
    }),
  )
})

test('over many secrets each of five has a place equally often', () => {
  const counts = new Map<string, number>()
  for (let k = 0; k < 2000; k++) {
    const drawn = runDraw(sha256, list, { secret: toHex(sha256(ascii(`secret ${k}`))), beacon: opening.beacon })
    for (const p of drawn)
      if (p.offered && p.stratum === 'first time') counts.set(p.code, (counts.get(p.code) ?? 0) + 1)
  }
  for (const c of counts.values()) expect(Math.abs(c - 800)).toBeLessThan(5 * Math.sqrt(2000 * 0.4 * 0.6))
})

test.each([
  ['a secret of 31 bytes', () => commitDraw(sha256, list, secret.slice(1), commitment.beacon)],
  ['an empty list', () => commitDraw(sha256, { draw: 'x', strata: [] }, secret, commitment.beacon)],
  [
    'somebody twice',
    () =>
      commitDraw(
        sha256,
        { draw: 'x', strata: [{ stratum: 's', places: 1, codes: ['a', 'a'] }] },
        secret,
        commitment.beacon,
      ),
  ],
  [
    'a stratum twice',
    () => commitDraw(sha256, { draw: 'x', strata: [...list.strata, ...list.strata] }, secret, commitment.beacon),
  ],
  [
    'nobody in a stratum',
    () =>
      commitDraw(sha256, { draw: 'x', strata: [{ stratum: 's', places: 1, codes: [] }] }, secret, commitment.beacon),
  ],
  [
    'half a place',
    () =>
      commitDraw(
        sha256,
        { draw: 'x', strata: [{ stratum: 's', places: 0.5, codes: ['a'] }] },
        secret,
        commitment.beacon,
      ),
  ],
  [
    'a code with a zero character',
    () =>
      commitDraw(
        sha256,
        { draw: 'x', strata: [{ stratum: 's', places: 1, codes: ['a\u0000'] }] },
        secret,
        commitment.beacon,
      ),
  ],
  ['a short beacon', () => runDraw(sha256, list, { ...opening, beacon: 'abcd' })],
  ['a short salt', () => saltedCode(sha256, salt.slice(8), 'ana')],
])('%s is refused', (_, call) => {
  expect(call).toThrow(expect.objectContaining({ code: 'bad_option' }))
})

test('hexadecimal digits go there and back, and nothing else passes for them', () => {
  expect(fromHex('00ffAB')).toEqual(Uint8Array.from([0, 255, 171]))
  expect(toHex(Uint8Array.from([0, 255, 171]))).toBe('00ffab')
  expect([fromHex('abc'), fromHex('zz')]).toEqual([undefined, undefined])
})
