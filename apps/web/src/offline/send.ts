import { readPlace } from '../session/remember.ts'
import { keepAndSend } from './outbox.ts'
import type { OutboxEntry } from './queue.ts'

interface Outgoing {
  /** The client-made key of the thing. */
  id: string
  kind: string
  method: OutboxEntry['method']
  /** Below /api. */
  path: string
  body: unknown
}

/** Keeps something of the person who is signed in here, then sends it. Resolves once it is safe on this phone. */
export async function send({ id, kind, method, path, body }: Outgoing): Promise<void> {
  const place = readPlace()
  if (!place) throw new Error('Nobody is signed in here.')
  const { accountId, organizationId, role } = place
  await keepAndSend({ id, accountId, organizationId, role, kind, method, path, body })
}
