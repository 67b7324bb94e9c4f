import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Tx } from './database/tables.ts'

/** AES-256-GCM; the sealed bytes are version (1) ‖ nonce (12) ‖ tag (16) ‖ text. */
function encrypt(key: Buffer, text: Buffer, bound: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, sealed: Buffer, bound: string): Buffer {
  if (sealed[0] !== 1) throw new Error('These sealed words were written by a newer version.')
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  cipher.setAAD(Buffer.from(bound))
  cipher.setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([cipher.update(sealed.subarray(29)), cipher.final()])
}

export interface Sealed {
  ownerId: string
  sealed: Buffer | null
}

export interface Vault {
  /** Seals words with the key of the person (conversation, group) they belong to; makes the key at first use. */
  seal(tx: Tx, organizationId: string, ownerId: string, text: string): Promise<Buffer>
  /** For many at once (import, demo): makes the missing keys in two queries, then seals without asking the database. */
  openSealer(
    tx: Tx,
    organizationId: string,
    ownerIds: readonly string[],
  ): Promise<(ownerId: string, text: string) => Buffer>
  /** Opens many at once, one query for all keys. Words whose key was erased come back as null. */
  openAll(tx: Tx, organizationId: string, items: readonly Sealed[]): Promise<(string | null)[]>
  open(tx: Tx, organizationId: string, item: Sealed): Promise<string | null>
  /** Forgets a person's key: everything sealed with it is unreadable once this is committed, elsewhere within a minute. */
  erase(ctx: { tx: Tx; afterCommit(work: () => unknown): void }, organizationId: string, ownerId: string): Promise<void>
  /** A keyed hash for finding an e-mail or phone number without holding it in the open. */
  blindIndex(kind: string, value: string): Buffer
}

const SECONDS_KEPT = 60

export function openVault(masterKey: Buffer, blindKey: Buffer, now: () => Temporal.Instant): Vault {
  // Unwrapped keys of people seen lately; bounded, and never written anywhere. Not for long: another server may erase one.
  const cache = new Map<string, { key: Buffer; until: Temporal.Instant }>()
  const remember = (id: string, key: Buffer, until: Temporal.Instant) => {
    if (cache.size > 20_000) cache.clear()
    cache.set(id, { key, until })
    return key
  }
  const erasedIn = new WeakMap<Tx, Set<string>>()
  const cacheId = (organizationId: string, ownerId: string) => `${organizationId}:${ownerId}`
  // A key made in a transaction is known to that transaction only: if it rolls back, the key was never there.
  const madeIn = new WeakMap<Tx, Map<string, Buffer>>()

  async function keysOf(tx: Tx, organizationId: string, owners: readonly string[]): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>()
    const missing: string[] = []
    const at = now()
    for (const owner of new Set(owners)) {
      const id = cacheId(organizationId, owner)
      const kept = erasedIn.get(tx)?.has(id) ? undefined : cache.get(id)
      const key =
        madeIn.get(tx)?.get(id) ?? (kept && Temporal.Instant.compare(at, kept.until) < 0 ? kept.key : undefined)
      if (key) found.set(owner, key)
      else missing.push(owner)
    }
    if (missing.length > 0) {
      const rows = await tx
        .selectFrom('vault.keys')
        .where('organizationId', '=', organizationId)
        .where('ownerId', 'in', missing)
        .select(['ownerId', 'wrapped'])
        .execute()
      for (const row of rows)
        found.set(
          row.ownerId,
          remember(
            cacheId(organizationId, row.ownerId),
            decrypt(masterKey, row.wrapped, row.ownerId),
            at.add({ seconds: SECONDS_KEPT }),
          ),
        )
    }
    return found
  }

  /** Everybody's key, making those that are not there yet. */
  async function keysFor(tx: Tx, organizationId: string, owners: readonly string[]): Promise<Map<string, Buffer>> {
    const known = await keysOf(tx, organizationId, owners)
    const missing = [...new Set(owners)].filter((owner) => !known.has(owner))
    if (missing.length === 0) return known
    const made = new Map(missing.map((owner) => [owner, randomBytes(32)]))
    const inserted = await tx
      .insertInto('vault.keys')
      .values(
        missing.map((ownerId) => ({
          organizationId,
          ownerId,
          wrapped: encrypt(masterKey, made.get(ownerId)!, ownerId),
          createdAt: now(),
        })),
      )
      .onConflict((c) => c.columns(['organizationId', 'ownerId']).doNothing())
      .returning('ownerId')
      .execute()
    const own = madeIn.get(tx) ?? new Map<string, Buffer>()
    madeIn.set(tx, own)
    for (const { ownerId } of inserted) {
      own.set(cacheId(organizationId, ownerId), made.get(ownerId)!)
      known.set(ownerId, made.get(ownerId)!)
    }
    // Another transaction made some of them first: theirs are the keys.
    const others = missing.filter((owner) => !known.has(owner))
    return others.length === 0 ? known : new Map([...known, ...(await keysOf(tx, organizationId, others))])
  }

  const vault: Vault = {
    async seal(tx, organizationId, ownerId, text) {
      const keys = await keysFor(tx, organizationId, [ownerId])
      return encrypt(keys.get(ownerId)!, Buffer.from(text, 'utf8'), ownerId)
    },
    async openSealer(tx, organizationId, ownerIds) {
      const keys = await keysFor(tx, organizationId, ownerIds)
      return (ownerId, text) => {
        const key = keys.get(ownerId)
        if (!key) throw new Error('These words belong to somebody who was not named when the keys were opened.')
        return encrypt(key, Buffer.from(text, 'utf8'), ownerId)
      }
    },
    async openAll(tx, organizationId, items) {
      const keys = await keysOf(
        tx,
        organizationId,
        items.filter((item) => item.sealed).map((item) => item.ownerId),
      )
      return items.map(({ ownerId, sealed }) => {
        const key = keys.get(ownerId)
        return key && sealed ? decrypt(key, sealed, ownerId).toString('utf8') : null
      })
    },
    async open(tx, organizationId, item) {
      return (await vault.openAll(tx, organizationId, [item]))[0]!
    },
    async erase({ tx, afterCommit }, organizationId, ownerId) {
      const id = cacheId(organizationId, ownerId)
      madeIn.get(tx)?.delete(id)
      erasedIn.set(tx, (erasedIn.get(tx) ?? new Set()).add(id))
      await tx
        .deleteFrom('vault.keys')
        .where('organizationId', '=', organizationId)
        .where('ownerId', '=', ownerId)
        .execute()
      // Not before: until then others read the words, and a request that did would remember the key again.
      afterCommit(() => cache.delete(id))
    },
    blindIndex(kind, value) {
      return createHmac('sha256', blindKey).update(kind).update('\0').update(value.trim().toLowerCase()).digest()
    },
  }
  return vault
}
