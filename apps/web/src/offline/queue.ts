/** What a phone made and the server does not have yet. Pure: the rules of the outbox, without a database or a clock. */

export interface OutboxEntry {
  /** The client-made key of the thing itself: sending twice makes it once. */
  id: string
  accountId: string
  organizationId: string
  role: string
  /** What it is, for the words on the screen: a key of shell.json under `outbox.kinds`. */
  kind: string
  method: 'POST' | 'PUT' | 'PATCH'
  /** Below /api, complete. */
  path: string
  body: unknown
  /** Milliseconds since 1970. */
  madeAt: number
  /** Entries with the same id that change one thing step by step are sent in this order. */
  order: number
  state: 'waiting' | 'refused'
  tries: number
  notBefore: number
  /** The server's sentence and code, when it refused. */
  problem?: { code: string; title: string }
}

/** Whose entries may be sent now: what was made by another account stays until that account is back. */
export interface Sender {
  accountId: string
}

export type Outcome = { kind: 'sent' } | { kind: 'later' } | { kind: 'refused'; code: string; title: string }

const LONGEST_WAIT = 5 * 60_000

/** Milliseconds to wait after so many failed tries: 2 s, 4 s, 8 s … at most five minutes. */
export function waitAfter(tries: number): number {
  return Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(tries, 20))
}

/** Entries in the order in which they were made. */
export function inOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return [...entries].sort((a, b) => a.order - b.order)
}

/**
 * The entry to send now. Order is kept: while the oldest has to wait, nothing younger overtakes it.
 * A refused one does not block the others.
 */
export function nextToSend(entries: readonly OutboxEntry[], sender: Sender, nowMs: number): OutboxEntry | undefined {
  const head = inOrder(entries).find((entry) => entry.state === 'waiting' && entry.accountId === sender.accountId)
  return head && head.notBefore <= nowMs ? head : undefined
}

/** When to look again: the time at which the oldest waiting entry may be tried, or undefined when there is none. */
export function nextTryAt(entries: readonly OutboxEntry[], sender: Sender): number | undefined {
  return inOrder(entries).find((entry) => entry.state === 'waiting' && entry.accountId === sender.accountId)?.notBefore
}

/** What becomes of an entry after a try: undefined when it has arrived and can be forgotten. */
export function afterTry(entry: OutboxEntry, outcome: Outcome, nowMs: number): OutboxEntry | undefined {
  if (outcome.kind === 'sent') return undefined
  const tries = entry.tries + 1
  if (outcome.kind === 'later') return { ...entry, tries, notBefore: nowMs + waitAfter(tries) }
  return { ...entry, tries, state: 'refused', problem: { code: outcome.code, title: outcome.title } }
}

/**
 * What a reply means. No network (0), a busy or absent server, a session that ended and too many requests are all
 * 'later': nothing that a person typed is given up because of them.
 */
export function outcomeOf(status: number, problem: { code: string; title: string } | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 0 || status === 401 || status === 408 || status === 429 || status >= 500) return { kind: 'later' }
  return { kind: 'refused', code: problem?.code ?? 'unexpected', title: problem?.title ?? String(status) }
}
