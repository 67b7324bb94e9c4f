import type { OrganizationSettings } from '@cairn/contract/organizations.ts'
import type { HelpPage } from '@cairn/contract/safety.ts'
import type { z } from 'zod'
import { digitsOf } from './shift-form.ts'

type Page = z.output<typeof HelpPage>
type Kept = Page['numbers'][number]

/** One of the program's own numbers as it is typed. */
export interface OwnNumber {
  id: string
  label: string
  kind: 'call' | 'text'
  digits: string
  note: string
}

/** Lines that setup asked for come with the page; they are changed there, not here. */
export function parted(page: Page, setup: OrganizationSettings['helpLines']): { own: OwnNumber[]; fromSetup: Kept[] } {
  const isFromSetup = ({ id, number }: Kept) =>
    setup.some((line) => line.phone.replace(/[^0-9+]/g, '') === number && line.id.toLowerCase() === id)
  return {
    own: page.numbers
      .filter((number) => !isFromSetup(number))
      .map(({ id, label, kind, number, note }) => ({ id, label, kind, digits: number, note: note ?? '' })),
    fromSetup: page.numbers.filter(isFromSetup),
  }
}

const isBlank = ({ label, digits, note }: OwnNumber) => [label, digits, note].every((text) => text.trim() === '')

/** What has to be looked at again, by the number's id and field. A row that was left empty is not kept. */
export function faultsOf(
  numbers: readonly OwnNumber[],
): Record<string, { label?: 'label'; digits?: 'phone' | 'twice' }> {
  const seen = new Set<string>()
  const faults: Record<string, { label?: 'label'; digits?: 'phone' | 'twice' }> = {}
  for (const number of numbers) {
    if (isBlank(number)) continue
    const digits = digitsOf(number.digits)
    const same = `${number.kind} ${digits}`
    const fault = {
      ...(number.label.trim() === '' && { label: 'label' as const }),
      ...(!digits ? { digits: 'phone' as const } : seen.has(same) ? { digits: 'twice' as const } : {}),
    }
    if (digits) seen.add(same)
    if (Object.keys(fault).length > 0) faults[number.id] = fault
  }
  return faults
}

/** As the server takes them. */
export const keptOf = (numbers: readonly OwnNumber[]): Kept[] =>
  numbers
    .filter((number) => !isBlank(number))
    .map(({ id, label, kind, digits, note }) => ({
      id,
      label: label.trim(),
      kind,
      number: digitsOf(digits) ?? '',
      note: note.trim() || null,
    }))
