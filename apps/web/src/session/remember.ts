import type { Place } from './place.ts'

/** What a browser remembers of itself. Ids and settings, never words about a person. */
const KEYS = {
  place: 'cairn.place',
  language: 'cairn.language',
  lock: 'cairn.lock',
  quiet: 'cairn.quiet',
  seen: 'cairn.seen',
} as const

function read<T>(storage: Storage, key: string): T | undefined {
  try {
    const text = storage.getItem(key)
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

function write(storage: Storage, key: string, value: unknown): void {
  try {
    if (value === undefined) storage.removeItem(key)
    else storage.setItem(key, JSON.stringify(value))
  } catch {
    // A private window may refuse storage: the tab still works, it only forgets.
  }
}

let place: Place | undefined

/** The tab's own choice first, then what the browser used last. */
export function readPlace(): Place | undefined {
  place ??= read<Place>(sessionStorage, KEYS.place) ?? read<Place>(localStorage, KEYS.place)
  return place
}

export function rememberPlace(next: Place | undefined): void {
  place = next
  write(sessionStorage, KEYS.place, next)
  write(localStorage, KEYS.place, next)
}

export const readLanguage = (): 'en' | 'es' | undefined => {
  const language = read<string>(localStorage, KEYS.language)
  return language === 'en' || language === 'es' ? language : undefined
}
export const rememberLanguage = (language: 'en' | 'es'): void => write(localStorage, KEYS.language, language)

/** Somebody else looks at this phone: neutral titles, and the browser's history is not filled. */
export const isQuiet = (): boolean => read<boolean>(localStorage, KEYS.quiet) === true
export const rememberQuiet = (quiet: boolean): void => write(localStorage, KEYS.quiet, quiet || undefined)

export interface Lock {
  salt: string
  hash: string
}
export const readLock = (): Lock | undefined => read<Lock>(localStorage, KEYS.lock)
export const rememberLock = (lock: Lock | undefined): void => write(localStorage, KEYS.lock, lock)

/** Small notes of this phone, such as 'the question about sharing was answered'. */
export const readNote = <T>(name: string): T | undefined => read<Record<string, T>>(localStorage, KEYS.seen)?.[name]
export function rememberNote(name: string, value: unknown): void {
  write(localStorage, KEYS.seen, { ...read<object>(localStorage, KEYS.seen), [name]: value })
}

/** Signing out: only language and theme stay. */
export function forgetBrowser(): void {
  rememberPlace(undefined)
  for (const key of [KEYS.lock, KEYS.quiet, KEYS.seen]) write(localStorage, key, undefined)
  try {
    sessionStorage.clear()
  } catch {
    // Nothing was kept there, then.
  }
}
