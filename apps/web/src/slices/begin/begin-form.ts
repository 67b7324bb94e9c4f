export interface BeginForm {
  code: string
  organizationName: string
  yourName: string
  email: string
  password: string
}
export type BeginField = keyof BeginForm
export const BEGIN_FIELDS: readonly BeginField[] = ['code', 'organizationName', 'yourName', 'email', 'password']

/** What has to be typed or typed again, before it is sent. */
export function missingIn(form: BeginForm): BeginField[] {
  const wrong: Record<BeginField, boolean> = {
    code: form.code.trim().length < 4,
    organizationName: form.organizationName.trim() === '',
    yourName: form.yourName.trim() === '',
    email: !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim()),
    password: form.password.length < 10,
  }
  return BEGIN_FIELDS.filter((field) => wrong[field])
}
