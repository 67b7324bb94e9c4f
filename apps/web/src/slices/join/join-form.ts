/** Enrolling in five fields. Pure. */

export type Reach = 'app' | 'text' | 'phone' | 'email' | 'paper'
export type HelpFirst =
  | 'somebody_to_talk_to'
  | 'mentor'
  | 'group'
  | 'call'
  | 'ride'
  | 'food_kids'
  | 'clinic_medicine'
  | 'other'

export interface JoinForm {
  id: string
  /** Known to this phone alone: only with it can the same arrival be sent again. */
  secret: string
  name: string
  language: 'en' | 'es'
  reach: Reach | null
  phone: string
  email: string
  leaveMessage: boolean | null
  phoneIsWatched: boolean | null
  helpFirst: readonly HelpFirst[]
}

export const emptyJoin = (id: string, secret: string, language: 'en' | 'es'): JoinForm => ({
  id,
  secret,
  name: '',
  language,
  reach: null,
  phone: '',
  email: '',
  leaveMessage: null,
  phoneIsWatched: null,
  helpFirst: [],
})

/** Whether a message could be left at all: not inside the app, and not on a letter that we hand over. */
export const canLeaveMessage = (reach: Reach | null): boolean =>
  reach === 'text' || reach === 'phone' || reach === 'email'

export type JoinField = 'name' | 'reach' | 'phone' | 'email' | 'leaveMessage' | 'phoneIsWatched'

/** What is still needed, all of it at once, in the order of the page. What would help first may stay empty. */
export function missingFields(form: JoinForm): JoinField[] {
  const missing: JoinField[] = []
  if (form.name.trim() === '') missing.push('name')
  if (form.reach === null) missing.push('reach')
  if ((form.reach === 'text' || form.reach === 'phone') && form.phone.replace(/\D/g, '').length < 7)
    missing.push('phone')
  if (form.reach === 'email' && !/^\S+@\S+\.\S+$/.test(form.email.trim())) missing.push('email')
  if (canLeaveMessage(form.reach) && form.leaveMessage === null) missing.push('leaveMessage')
  if (form.phoneIsWatched === null) missing.push('phoneIsWatched')
  return missing
}

/** What is sent once nothing is missing. Contact that belongs to another way of reaching is not sent. */
export function joinBody(form: JoinForm, timeZone: string) {
  const byPhone = form.reach === 'text' || form.reach === 'phone'
  return {
    id: form.id,
    secret: form.secret,
    name: form.name.trim(),
    language: form.language,
    contact: {
      reach: form.reach ?? ('app' as const),
      phone: byPhone ? form.phone.trim() : null,
      email: form.reach === 'email' ? form.email.trim() : null,
      note: null,
      findMe: [],
    },
    leaveMessage: canLeaveMessage(form.reach) && form.leaveMessage === true,
    phoneIsWatched: form.phoneIsWatched === true,
    helpFirst: [...form.helpFirst],
    timeZone,
  }
}

/** The secret of an arrival as it is sent. @param random 32 bytes of randomness */
export function secretText(random: Uint8Array): string {
  if (random.length !== 32) throw new RangeError('The secret is 32 random bytes.')
  return btoa(String.fromCharCode(...random))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')
}
