import { CallError } from '@cairn/contract/call.ts'
import { openStore } from './database.ts'

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
    await (await openStore()).put('kept', { value, at: Date.now() }, name)
    return value
  } catch (error) {
    if (!(error instanceof CallError) || (error.status !== 0 && error.status < 500)) throw error
    const kept = await (await openStore()).get('kept', name)
    if (!kept) throw error
    return kept.value as T
  }
}
