import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Services } from '../../platform/services.ts'
import type { Job } from '../../platform/slice.ts'
import { listContacts } from '../people/index.ts'

const MOST_TRIES = 5

/** Neutral in subject and text: nobody who sees it learns anything. */
const MAIL = JSON.parse(readFileSync(join(import.meta.dirname, 'mail.json'), 'utf8')) as Record<
  'en' | 'es',
  { subject: string; text: string }
>

interface Waiting {
  id: string
  email: string | null
  language: 'en' | 'es'
}

/**
 * Sends what waits. Safety is at-least-once: a mail that was not confirmed is tried again. One that cannot be delivered is
 * shown on the board, never swallowed.
 */
async function deliver(services: Services, organizationId: string, waiting: readonly Waiting[]): Promise<void> {
  for (const { id, email, language } of waiting) {
    let sent = false
    if (email !== null && services.mailWorks) {
      const words = MAIL[language]
      sent = await services
        .sendMail({
          to: email,
          subject: words.subject,
          text: words.text.replaceAll('{{url}}', services.config.baseUrl),
        })
        .then(
          () => true,
          () => false,
        )
    }
    const now = services.clock.now()
    await services.jobsDatabase.transaction({ organizationId }, (tx) =>
      tx
        .updateTable('notifications')
        .set((e) =>
          sent
            ? { sentAt: now, failedAt: null, tries: e('tries', '+', 1) }
            : { failedAt: now, tries: e('tries', '+', 1) },
        )
        .where('organizationId', '=', organizationId)
        .where('id', '=', id)
        .execute(),
    )
  }
}

export const deliverMail: Job = {
  name: 'deliver-mail',
  every: { seconds: 10 },
  async run({ tx, vault, organizationId, afterCommit }, services) {
    const rows = await tx
      .selectFrom('notifications as n')
      .innerJoin('people as p', (join) =>
        join.onRef('p.organizationId', '=', 'n.organizationId').onRef('p.id', '=', 'n.recipientId'),
      )
      .leftJoin('identity.memberships as m', (join) =>
        join.onRef('m.organizationId', '=', 'n.organizationId').onRef('m.personId', '=', 'n.recipientId'),
      )
      .leftJoin('identity.user as u', 'u.id', 'm.accountId')
      .where('n.organizationId', '=', organizationId)
      .where('n.channel', '=', 'mail')
      .where('n.sentAt', 'is', null)
      .where('n.tries', '<', MOST_TRIES)
      .orderBy('n.id')
      .limit(100)
      .select(['n.id', 'n.recipientId', 'p.language', 'u.email'])
      .forUpdate('n')
      .skipLocked()
      .execute()
    // Who never proved an address for signing in is told at the one that was given for reaching them.
    const contacts = await listContacts(
      { tx, vault, actor: { organizationId } },
      rows.map((row) => row.recipientId),
    )
    const once = new Map(
      rows.map(({ id, recipientId, language, email }) => [
        id,
        {
          id,
          language,
          email: email && !email.endsWith('.invalid') ? email : (contacts.get(recipientId)?.email ?? null),
        },
      ]),
    )
    if (once.size > 0) afterCommit(() => deliver(services, organizationId, [...once.values()]))
  },
}
