import { forgetEverything, forgetReadings } from '../offline/database.ts'
import { openOutbox, outboxView, sendWaiting } from '../offline/outbox.ts'
import type { OutboxEntry } from '../offline/queue.ts'
import { postAuth } from './call.ts'
import { lockNow } from './lock.ts'
import { queryClient } from './query-client.ts'
import { forgetBrowser } from './remember.ts'

/** Tries to send what waits, and names what signing out would lose. */
export async function prepareToSignOut(): Promise<readonly OutboxEntry[]> {
  await sendWaiting().catch(() => {})
  return outboxView().entries
}

/** Signs out and takes everything off this browser. */
export async function signOut(): Promise<void> {
  openOutbox(undefined)
  await postAuth('/sign-out')
  await forgetEverything()
  forgetBrowser()
  queryClient.clear()
}

/** Exit: what can be read leaves the screen and the phone, the app locks, a neutral page opens. Nothing unsent is lost. */
export function exit(): void {
  lockNow()
  // The page is left at once; what was kept is cleared on the way out and, should that fail, on the neutral page.
  void forgetReadings().catch(() => {})
  window.location.replace('/out')
}
