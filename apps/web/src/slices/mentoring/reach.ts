/** How a person wants to be reached, as links of the phone. */
export interface Reachable {
  reach: 'app' | 'text' | 'phone' | 'email' | 'paper'
  phone: string | null
  email: string | null
}

/** Only digits and a leading plus may stand in a tel: or sms: link. */
const digits = (phone: string): string => phone.replace(/(?!^\+)\D/g, '')

/**
 * A call needs a number. A message goes the way she wants messages: nobody who asked for calls or letters finds a text
 * on a phone that others may look at.
 */
export function linksTo(contact: Reachable | null | undefined): { call: string | null; message: string | null } {
  if (!contact) return { call: null, message: null }
  const number = contact.phone ? digits(contact.phone) : ''
  return {
    call: number ? `tel:${number}` : null,
    message:
      contact.reach === 'text' && number
        ? `sms:${number}`
        : contact.reach === 'email' && contact.email
          ? `mailto:${contact.email}`
          : null,
  }
}
