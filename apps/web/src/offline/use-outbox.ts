import { useSyncExternalStore } from 'react'
import { listenToOutbox, type OutboxView, outboxView } from './outbox.ts'

/** The outbox as the screens see it. */
export function useOutbox(): OutboxView {
  return useSyncExternalStore(listenToOutbox, outboxView)
}

/** Where one entry is: on this phone, with the server, refused, or not in this tab's memory. */
export function useEntryState(id: string | undefined): 'saved' | 'sent' | 'refused' | undefined {
  const { entries, sent } = useOutbox()
  if (id === undefined) return undefined
  const mine = entries.filter((entry) => entry.id === id)
  if (mine.some((entry) => entry.state === 'refused')) return 'refused'
  if (mine.length > 0) return 'saved'
  return sent.has(id) ? 'sent' : undefined
}

/** Whether the browser believes to have a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener)
      window.addEventListener('offline', listener)
      return () => {
        window.removeEventListener('online', listener)
        window.removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
  )
}
