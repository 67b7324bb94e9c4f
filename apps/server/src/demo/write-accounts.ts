import type { Role } from '@cairn/program/access/roles.ts'
import type { TableRow } from './insert-rows.ts'
import type { Writing } from './writing.ts'

/** Accounts and memberships of everybody who may sign in; an e-mail and a password only for the demo's own roles. */
export async function writeAccounts(
  w: Writing,
  emails: ReadonlyMap<string, string>,
  passwordHash: string,
): Promise<(key: string) => string> {
  const { rows } = w
  const accountOf = (key: string) => w.id('account', key)
  const at = w.now.toString()
  const members: { key: string; role: Role }[] = [
    ...rows.staff.map(({ key, role }) => ({ key, role })),
    ...rows.mentors.filter((m) => m.status !== 'left').map(({ key }) => ({ key, role: 'mentor' as const })),
    ...rows.participants.filter((p) => p.status !== 'left').map(({ key }) => ({ key, role: 'participant' as const })),
  ]
  const write = (table: string, list: TableRow[]) => w.insertPlain(table, list)
  await write(
    'identity.user',
    members.map(({ key }) => ({
      id: accountOf(key),
      name: '',
      email: emails.get(key) ?? `${accountOf(key)}@no-mail.invalid`,
      emailVerified: false,
      createdAt: at,
      updatedAt: at,
    })),
  )
  await write(
    'identity.account',
    members
      .filter(({ key }) => emails.has(key))
      .map(({ key }) => ({
        id: w.id('credential', key),
        accountId: accountOf(key),
        providerId: 'credential',
        userId: accountOf(key),
        password: passwordHash,
        createdAt: at,
        updatedAt: at,
      })),
  )
  await w.insert(
    'identity.memberships',
    members.map(({ key, role }) => ({
      account_id: accountOf(key),
      person_id: w.id('person', key),
      role,
      created_at: at,
    })),
  )
  return accountOf
}
