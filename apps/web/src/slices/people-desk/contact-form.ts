import type { Contact } from '@cairn/contract/people.ts'
import type { REACH } from '@cairn/program/people/vocabulary.ts'
import type { z } from 'zod'

/** How to be reached and found, as fields of a form. */
export interface ContactForm {
  reach: (typeof REACH)[number]
  phone: string
  email: string
  note: string
  findMe: { who: string; reach: string; weMaySay: string }[]
  leaveMessage: boolean
}

export const beginContact = (contact: z.output<typeof Contact> | null, leaveMessage: boolean): ContactForm => ({
  reach: contact?.reach ?? 'phone',
  phone: contact?.phone ?? '',
  email: contact?.email ?? '',
  note: contact?.note ?? '',
  findMe: contact?.findMe ?? [],
  leaveMessage,
})

const orNull = (text: string) => text.trim() || null

export const contactOf = (form: ContactForm): z.input<typeof Contact> => ({
  reach: form.reach,
  phone: orNull(form.phone),
  email: orNull(form.email),
  note: orNull(form.note),
  findMe: form.findMe.filter(({ who, reach, weMaySay }) => who.trim() && reach.trim() && weMaySay.trim()),
})

/** The field that the chosen way needs and that is still empty. */
export function missingContact(form: ContactForm): 'phone' | 'email' | null {
  if ((form.reach === 'phone' || form.reach === 'text') && form.phone.trim() === '') return 'phone'
  if (form.reach === 'email' && form.email.trim() === '') return 'email'
  return null
}
