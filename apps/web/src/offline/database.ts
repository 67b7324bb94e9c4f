import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { OutboxEntry } from './queue.ts'

/** One use of Ride it out. It never leaves the phone unless she shares it. */
export interface WaveUse {
  id: string
  startedAt: number
  before: number
  tool: string
  after: number | null
}

/** Somebody she keeps to call; on this phone only. */
export interface MyPerson {
  id: string
  name: string
  number: string
}

interface Stores extends DBSchema {
  outbox: { key: number; value: OutboxEntry }
  /** Answers of the server that a screen needs without a network, under `organization/name`. */
  kept: { key: string; value: { value: unknown; at: number } }
  /** Forms that were begun. */
  drafts: { key: string; value: unknown }
  waves: { key: string; value: WaveUse }
  myPeople: { key: string; value: MyPerson }
}

export type CairnDatabase = IDBPDatabase<Stores>

let opened: Promise<CairnDatabase> | undefined

/** The phone's own store. One connection a tab; reopened when the browser closed it. */
export function openStore(): Promise<CairnDatabase> {
  opened ??= openDB<Stores>('cairn', 1, {
    upgrade(database) {
      database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true })
      database.createObjectStore('kept')
      database.createObjectStore('drafts')
      database.createObjectStore('waves', { keyPath: 'id' })
      database.createObjectStore('myPeople', { keyPath: 'id' })
    },
    terminated: () => {
      opened = undefined
    },
  }).catch((error) => {
    opened = undefined
    throw error
  })
  return opened
}

/** Exit: what the server once answered, and forms that were begun, leave the phone; what is not sent yet stays. */
export async function forgetReadings(): Promise<void> {
  const database = await openStore()
  await Promise.all([database.clear('kept'), database.clear('drafts')])
}

/** Signing out: everything leaves the phone. */
export async function forgetEverything(): Promise<void> {
  const database = await openStore()
  await Promise.all((['outbox', 'kept', 'drafts', 'waves', 'myPeople'] as const).map((store) => database.clear(store)))
}
