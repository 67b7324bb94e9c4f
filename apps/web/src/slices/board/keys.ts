export type KeyAct = 'down' | 'up' | 'open' | 'close' | 'take' | 'give' | 'done' | 'snooze' | 'undo'

const KEYS: Readonly<Record<string, KeyAct>> = {
  j: 'down',
  k: 'up',
  Enter: 'open',
  Escape: 'close',
  a: 'take',
  g: 'give',
  d: 'done',
  s: 'snooze',
  u: 'undo',
}

/** What of the place where a key was pressed decides whether it is ours. */
export interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Somebody is typing: an input, a select, a text. */
  typing: boolean
  /** The key was pressed on a button or a link, which has its own Enter. */
  onControl: boolean
}

/** The act of a key on the board; undefined when the key belongs to somebody else. */
export function actOfKey({ key, ctrlKey, metaKey, altKey, typing, onControl }: Pressed): KeyAct | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  if (typing) return key === 'Escape' ? 'close' : undefined
  if (key === 'Enter' && onControl) return undefined
  return KEYS[key]
}

/** Reads what decides from an event of the browser. */
export function pressed(event: KeyboardEvent): Pressed {
  const target = event.target instanceof Element ? event.target : null
  return {
    key: event.key,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    typing: target?.closest('input, textarea, select, [contenteditable]') != null,
    onControl: target?.closest('button, a, summary') != null,
  }
}
