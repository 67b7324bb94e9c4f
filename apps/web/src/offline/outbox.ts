import { sentAt } from '../session/clock-header.ts'
import { openStore } from './database.ts'
import { afterTry, inOrder, nextToSend, nextTryAt, type OutboxEntry, outcomeOf } from './queue.ts'

export type Draft = Pick<
  OutboxEntry,
  'id' | 'accountId' | 'organizationId' | 'role' | 'kind' | 'method' | 'path' | 'body'
>

/** What the screens read: entries that wait, entries that were refused, and ids that arrived since the tab opened. */
export interface OutboxView {
  entries: readonly OutboxEntry[]
  sent: ReadonlySet<string>
}

let view: OutboxView = { entries: [], sent: new Set() }
const listeners = new Set<() => void>()
const arrivals = new Set<(entry: OutboxEntry) => void>()
let accountId: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let sending: Promise<void> | undefined

export const outboxView = (): OutboxView => view

export function listenToOutbox(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Called for each entry that the server has taken, so that lists can be read again. */
export function onArrival(listener: (entry: OutboxEntry) => void): () => void {
  arrivals.add(listener)
  return () => arrivals.delete(listener)
}

async function refresh(arrived?: OutboxEntry): Promise<void> {
  const entries = inOrder(await (await openStore()).getAll('outbox'))
  view = { entries, sent: arrived ? new Set([...view.sent, arrived.id]) : view.sent }
  for (const listener of listeners) listener()
  if (arrived) for (const listener of arrivals) listener(arrived)
}

/** Keeps an entry on this phone, then tries to send it. Resolves when it is kept. */
export async function keepAndSend(draft: Draft): Promise<void> {
  const now = Date.now()
  // `order` is given by the store: entries of one millisecond keep their order, too.
  const entry = { ...draft, madeAt: now, state: 'waiting', tries: 0, notBefore: 0 } as Omit<OutboxEntry, 'order'>
  await (await openStore()).add('outbox', entry as OutboxEntry)
  await refresh()
  void sendWaiting()
}

/** Takes an entry out for good: only by the person's own decision. */
export async function dropEntry(order: number): Promise<void> {
  await (await openStore()).delete('outbox', order)
  await refresh()
}

/** Tries a refused entry again. */
export async function retryEntry(order: number): Promise<void> {
  const database = await openStore()
  const entry = await database.get('outbox', order)
  if (!entry) return
  const { problem: _, ...rest } = entry
  await database.put('outbox', { ...rest, state: 'waiting', notBefore: 0 })
  await refresh()
  await sendWaiting()
}

async function sendOne(entry: OutboxEntry): Promise<void> {
  const reply = await fetch(`/api${entry.path}`, {
    method: entry.method,
    credentials: 'same-origin',
    headers: {
      'content-type': 'application/json',
      'x-cairn-organization': entry.organizationId,
      'x-cairn-role': entry.role,
      'accept-language': document.documentElement.lang,
      ...sentAt(),
    },
    body: JSON.stringify(entry.body),
  }).then(
    async (response) => ({
      status: response.status,
      problem: response.ok
        ? undefined
        : ((await response.json().catch(() => undefined)) as { code: string; title: string } | undefined),
    }),
    () => ({ status: 0, problem: undefined }),
  )
  const after = afterTry(entry, outcomeOf(reply.status, reply.problem), Date.now())
  const database = await openStore()
  if (after) await database.put('outbox', after)
  else await database.delete('outbox', entry.order)
  await refresh(after ? undefined : entry)
}

async function drain(): Promise<void> {
  if (accountId === undefined) return
  const sender = { accountId }
  await refresh()
  for (;;) {
    const next = nextToSend(view.entries, sender, Date.now())
    if (!next) break
    await sendOne(next)
  }
  clearTimeout(timer)
  const again = nextTryAt(view.entries, sender)
  if (again !== undefined) timer = setTimeout(() => void sendWaiting(), Math.max(500, again - Date.now()))
}

/** Sends what waits, oldest first, one tab at a time. */
export function sendWaiting(): Promise<void> {
  sending ??= (navigator.locks ? navigator.locks.request('cairn-outbox', () => drain()) : drain()).finally(() => {
    sending = undefined
  })
  return sending
}

/** A network that came back is worth a try at once, whatever the waiting time was. */
async function tryNow(): Promise<void> {
  const database = await openStore()
  for (const entry of await database.getAll('outbox'))
    if (entry.state === 'waiting' && entry.notBefore > Date.now())
      await database.put('outbox', { ...entry, notBefore: 0 })
  await sendWaiting()
}

/** Names the account whose entries may leave; undefined when nobody is signed in. */
export function openOutbox(account: string | undefined): void {
  accountId = account
  void refresh().then(() => sendWaiting())
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => void tryNow())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void tryNow()
  })
}
