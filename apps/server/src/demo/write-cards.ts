import type { Moment } from '@cairn/simulation/person-rows.ts'
import { bytes, type TableRow } from './insert-rows.ts'
import type { Writing } from './writing.ts'

const REACH = { app: 'app', sms: 'text', phone: 'phone', paper: 'paper' } as const

const cardOf = (
  w: Writing,
  id: string,
  name: string,
  language: string,
  contact: object,
  created: Moment,
): TableRow => ({
  id,
  name_sealed: w.seal(id, name),
  language,
  contact_sealed: w.seal(id, JSON.stringify(contact)),
  email_index: null,
  phone_index: null,
  version: 1,
  created_at: w.calendar.instant(created),
})

/** Telephone numbers of the range that is kept for stories (555-0100 to 555-0199). */
const storyPhone = (i: number) => `555-01${String(i % 100).padStart(2, '0')}`

/** Cards of everybody, staff and mentors first: others name them. */
export async function writeCards(
  w: Writing,
  names: ReadonlyMap<string, string>,
  emails: ReadonlyMap<string, string>,
): Promise<void> {
  const { rows } = w
  const contactOf = (key: string, more: object = {}) => ({
    reach: 'app',
    phone: null,
    email: emails.get(key) ?? null,
    note: null,
    findMe: [],
    ...more,
  })
  const staff = rows.staff.map((s) =>
    cardOf(w, w.id('person', s.key), names.get(s.key)!, s.language, contactOf(s.key), { day: 0, minute: 480 }),
  )
  const mentors = rows.mentors.map((m) =>
    cardOf(w, w.id('person', m.key), names.get(m.key)!, m.languages[0]!, contactOf(m.key), {
      day: m.joinedOn,
      minute: 600,
    }),
  )
  const participants = rows.participants.map((p, i) => {
    const id = w.id('person', p.key, { day: p.enrolledOn, minute: p.enrolledMinute })
    const phone = p.reach === 'sms' || p.reach === 'phone' || i % 3 === 0 ? storyPhone(i) : null
    const note = p.someoneElseSeesPhone
      ? p.language === 'es'
        ? 'Si contesta otra persona: di que llamas de la biblioteca.'
        : 'If somebody else answers: say that you call from the library.'
      : null
    const card = cardOf(
      w,
      id,
      names.get(p.key)!,
      p.language,
      contactOf(p.key, { reach: REACH[p.reach], phone, note }),
      { day: p.enrolledOn, minute: p.enrolledMinute },
    )
    return { ...card, phone_index: phone && bytes(w.services.vault.blindIndex('phone', phone.replace(/\D/g, ''))) }
  })
  const withEmail = (row: TableRow, key: string): TableRow => {
    const email = emails.get(key)
    return email ? { ...row, email_index: bytes(w.services.vault.blindIndex('email', email)) } : row
  }
  await w.insert('people', [
    ...staff.map((row, i) => withEmail(row, rows.staff[i]!.key)),
    ...mentors.map((row, i) => withEmail(row, rows.mentors[i]!.key)),
    ...participants.map((row, i) => withEmail(row, rows.participants[i]!.key)),
  ])
}
