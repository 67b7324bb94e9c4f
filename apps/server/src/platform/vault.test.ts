import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../testing/test-app.ts'
import { openVault } from './vault.ts'

let app: TestApp
let organizationId: string
const rosa = '018f0000-0000-7000-8000-00000000000a'
const maya = '018f0000-0000-7000-8000-00000000000b'

beforeAll(async () => {
  app = await openTestApp()
  organizationId = await app.anOrganization()
})
afterAll(() => app.close())

test('sealed words open again, look different each time, and belong to one person', async () => {
  await app.inside(organizationId, async ({ tx, vault }) => {
    const [first, second] = [
      await vault.seal(tx, organizationId, rosa, 'Niño 🌱'),
      await vault.seal(tx, organizationId, rosa, 'Niño 🌱'),
    ]
    expect(first.equals(second)).toBe(false)
    expect(first.toString('latin1')).not.toContain('Ni')
    expect(await vault.open(tx, organizationId, { ownerId: rosa, sealed: first })).toBe('Niño 🌱')
    await vault.seal(tx, organizationId, maya, 'x')
    await expect(vault.open(tx, organizationId, { ownerId: maya, sealed: first })).rejects.toThrow()
  })
})

test('a key that was made in a transaction that came to nothing is never used again', async () => {
  const tess = '018f0000-0000-7000-8000-00000000000c'
  await expect(
    app.inside(organizationId, async ({ tx, vault }) => {
      await vault.seal(tx, organizationId, tess, 'first')
      await vault.seal(tx, organizationId, tess, 'second')
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  const sealed = await app.inside(organizationId, ({ tx, vault }) => vault.seal(tx, organizationId, tess, 'kept'))
  // Another server with an empty memory must be able to open it.
  const { secrets, clock } = app.services
  const fresh = openVault(secrets.vault, secrets.blindIndex, () => clock.now())
  await app.inside(organizationId, async ({ tx }) => {
    expect(await fresh.open(tx, organizationId, { ownerId: tess, sealed })).toBe('kept')
  })
})

test('many people’s words are sealed with a key each, and only for those who were named', async () => {
  const people = Array.from({ length: 50 }, (_, i) => `018f0000-0000-7000-8000-0000000001${String(i).padStart(2, '0')}`)
  await app.inside(organizationId, async ({ tx, vault }) => {
    const seal = await vault.openSealer(tx, organizationId, [rosa, ...people])
    const sealed = people.map((ownerId) => ({ ownerId, sealed: seal(ownerId, `words of ${ownerId}`) }))
    expect(await vault.openAll(tx, organizationId, sealed)).toEqual(people.map((id) => `words of ${id}`))
    expect(() => seal('018f0000-0000-7000-8000-0000000009ff', 'x')).toThrow('not named')
  })
})

test('a changed byte is noticed, and another master key opens nothing', async () => {
  await app.inside(organizationId, async ({ tx, vault, now }) => {
    const sealed = await vault.seal(tx, organizationId, rosa, 'private')
    const changed = Buffer.from(sealed)
    changed[changed.length - 1]! ^= 1
    await expect(vault.open(tx, organizationId, { ownerId: rosa, sealed: changed })).rejects.toThrow()
    const thief = openVault(Buffer.alloc(32, 1), Buffer.alloc(32, 2), () => now)
    await expect(thief.open(tx, organizationId, { ownerId: rosa, sealed })).rejects.toThrow()
  })
})

test('once a person’s key is erased their words are gone, and others keep theirs', async () => {
  await app.inside(organizationId, async (ctx) => {
    const { tx, vault } = ctx
    const [hers, others] = [
      await vault.seal(tx, organizationId, rosa, 'hers'),
      await vault.seal(tx, organizationId, maya, 'theirs'),
    ]
    await vault.erase(ctx, organizationId, rosa)
    const items = [
      { ownerId: rosa, sealed: hers },
      { ownerId: maya, sealed: others },
    ]
    expect(await vault.openAll(tx, organizationId, items)).toEqual([null, 'theirs'])
    const anew = await vault.seal(tx, organizationId, rosa, 'anew')
    expect(await vault.seal(tx, organizationId, rosa, 'and again')).toBeInstanceOf(Buffer)
    expect(await vault.open(tx, organizationId, { ownerId: rosa, sealed: anew })).toBe('anew')
  })
})

test('an erasure that came to nothing takes nobody’s words, and one that holds is forgotten by every server within a minute', async () => {
  const ines = '018f0000-0000-7000-8000-00000000000d'
  const { secrets, clock, vault } = { ...app.services, clock: app.clock }
  const elsewhere = openVault(secrets.vault, secrets.blindIndex, () => clock.now())
  const sealed = await app.inside(organizationId, ({ tx }) => vault.seal(tx, organizationId, ines, 'hers'))
  const read = (by: typeof vault) =>
    app.inside(organizationId, ({ tx }) => by.open(tx, organizationId, { ownerId: ines, sealed }))
  expect([await read(vault), await read(elsewhere)]).toEqual(['hers', 'hers'])
  await expect(
    app.inside(organizationId, async (ctx) => {
      await vault.erase(ctx, organizationId, ines)
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  expect(await read(vault)).toBe('hers')

  // Somebody reads her words before the erasure is committed: the key is remembered once more.
  const erased = Promise.withResolvers<void>()
  const reader = erased.promise.then(() => read(vault))
  await app.inside(organizationId, async (ctx) => {
    await vault.erase(ctx, organizationId, ines)
    erased.resolve()
    expect(await reader).toBe('hers')
  })
  expect(await read(vault)).toBeNull()
  clock.forward({ seconds: 61 })
  expect(await read(elsewhere)).toBeNull()
})

test('an e-mail is found by its keyed hash however it is typed, and the hash needs the key', () => {
  const { vault } = app.services
  expect(vault.blindIndex('email', ' Rosa@Example.org ').equals(vault.blindIndex('email', 'rosa@example.org'))).toBe(
    true,
  )
  expect(vault.blindIndex('phone', 'rosa@example.org').equals(vault.blindIndex('email', 'rosa@example.org'))).toBe(
    false,
  )
  expect(
    openVault(Buffer.alloc(32), Buffer.alloc(32), () => app.clock.now())
      .blindIndex('email', 'rosa@example.org')
      .equals(vault.blindIndex('email', 'rosa@example.org')),
  ).toBe(false)
})
