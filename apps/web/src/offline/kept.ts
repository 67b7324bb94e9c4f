import { CallError } from '@cairn/contract/call.ts'
import { openStore } from './database.ts'

/** Something that is read from the server, and its name on this phone. */
export interface Reading {
  name: string
  read: () => Promise<unknown>
}

/** Kept answers belong to one account in one organization: another person on the same phone never sees them. */
export const keptName = (name: string, place: { accountId: string; organizationId: string }): string =>
  `${place.accountId}/${place.organizationId}/${name}`

/**
 * Reads from the server and keeps the answer on this phone; without a network, gives what was kept.
 * @throws the server's refusal, or the missing network when nothing was kept
 */
export async function readOrKept<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    const value = await read()
    // The screen does not wait for the phone's store, nor fail with it.
    void openStore()
      .then((store) => store.put('kept', { value, at: Date.now() }, name))
      .catch(() => {})
    return value
  } catch (error) {
    if (!(error instanceof CallError) || (error.status !== 0 && error.status < 500)) throw error
    const kept = await (await openStore()).get('kept', name)
    if (!kept) throw error
    return kept.value as T
  }
}
