import type { HelpPage } from '@cairn/contract/safety.ts'
import type { z } from 'zod'

/** One piece behind a door of content/…/help.json. */
export interface HelpItem {
  kind: string
  id?: string
  title?: string
  text?: string
  steps?: readonly string[]
  /** Ids of numbers. */
  numbers?: readonly string[]
  empty?: string
  known?: string
  nobody?: string
  unknown?: string
}

export interface HelpText {
  title: string
  open: string
  notEmergencyService: string
  noRecord: string
  offline: string
  doors: readonly { id: string; title: string; items: readonly HelpItem[] }[]
  numbers: readonly HelpNumber[]
}

export type HelpNumber = { id: string; label: string; href: string; display: string; note: string | null }

/** What the phone keeps of a program's help page: numbers and who is on call; not the program's name. */
export type KeptHelp = Pick<z.output<typeof HelpPage>, 'numbers' | 'hidden' | 'onCall' | 'asOf'>

/** Numbers of one list of the page that work where this program is; the emergency number always does. */
export function numbersFor(text: HelpText, ids: readonly string[], kept: KeptHelp | undefined): HelpNumber[] {
  const hidden = (kept?.hidden ?? []).filter((id) => id !== 'emergency')
  return ids
    .filter((id) => !hidden.includes(id))
    .flatMap((id) => text.numbers.find((number) => number.id === id) ?? [])
    .map(({ id, label, href, display, note }) => ({ id, label, href, display, note }))
}

/** A number of the United States written as the built-in ones are; short codes and other countries' numbers as they stand. */
export function sayNumber(number: string): string {
  const [, one, area, exchange, line] = /^(?:\+?(1))?(\d{3})(\d{3})(\d{4})$/.exec(number) ?? []
  return line ? [one, area, exchange, line].filter(Boolean).join('-') : number
}

/** The program's own numbers. */
export function ownNumbers(kept: KeptHelp | undefined): HelpNumber[] {
  return (kept?.numbers ?? []).map(({ id, label, kind, number, note }) => ({
    id,
    label,
    href: `${kind === 'call' ? 'tel' : 'sms'}:${number}`,
    display: sayNumber(number),
    note,
  }))
}

export type Awake =
  | { kind: 'known'; name: string; until: string; phone: string | null }
  | { kind: 'nobody' }
  | { kind: 'unknown' }

/**
 * Who is on call, as far as this phone can tell: what it kept holds until the shift ends, and 'nobody' only for an hour.
 */
export function whoIsAwake(kept: KeptHelp | undefined, nowMs: number): Awake {
  if (!kept) return { kind: 'unknown' }
  if (kept.onCall && Date.parse(kept.onCall.until) > nowMs) return { kind: 'known', ...kept.onCall }
  const isFresh = nowMs - Date.parse(kept.asOf) < 60 * 60_000
  return kept.onCall === null && isFresh ? { kind: 'nobody' } : { kind: 'unknown' }
}
