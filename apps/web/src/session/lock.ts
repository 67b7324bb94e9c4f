import { type Lock, readLock, readNote, rememberLock, rememberNote } from './remember.ts'

/** Four digits keep a curious hand out; they do not keep out somebody who takes the phone apart. SECURITY.md says so. */
export const LOCK_AFTER_MS = 2 * 60_000

let locked: boolean | undefined
const listeners = new Set<() => void>()

function tell(next: boolean): void {
  locked = next
  for (const listener of listeners) listener()
}

/** A new tab of a locked phone begins locked. */
export function isLocked(): boolean {
  locked ??= readLock() !== undefined || readNote<boolean>('left') === true
  return locked
}

export function listenToLock(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const hasLock = (): boolean => readLock() !== undefined
export const canLock = (): boolean => globalThis.crypto?.subtle !== undefined

/** After Exit: without digits, the next opening shows a plain door instead of the last screen. */
export function lockNow(): void {
  rememberNote('left', true)
  tell(true)
}

async function hashDigits(digits: string, salt: Uint8Array<ArrayBuffer>): Promise<string> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(digits), 'PBKDF2', false, ['deriveBits'])
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 200_000 }, key, 256)
  return toHex(new Uint8Array(bits))
}

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** A lock made of four digits. */
export async function makeLock(digits: string): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return { salt: toHex(salt), hash: await hashDigits(digits, salt) }
}

export async function fits(lock: Lock, digits: string): Promise<boolean> {
  return (await hashDigits(digits, fromHex(lock.salt))) === lock.hash
}

export async function setLock(digits: string): Promise<void> {
  rememberLock(await makeLock(digits))
}

export function removeLock(): void {
  rememberLock(undefined)
}

/** Seconds to wait before the next try: none for the first four, then longer each time. */
export function waitBeforeTry(wrongTries: number): number {
  return wrongTries < 4 ? 0 : Math.min(300, 15 * 2 ** (wrongTries - 4))
}

/** Opens the app. Without digits set, the plain door opens by itself. */
export async function unlock(digits: string): Promise<boolean> {
  const lock = readLock()
  if (lock && !(await fits(lock, digits))) return false
  rememberNote('left', undefined)
  tell(false)
  return true
}

let hiddenAt = 0
if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now()
    else if (hasLock() && hiddenAt && Date.now() - hiddenAt > LOCK_AFTER_MS) tell(true)
  })
