import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'
import type { Database } from './database/connect.ts'
import type { Tx } from './database/tables.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}
export type SendMail = (mail: Mail) => Promise<void>

/** The program's mail. Without SMTP_URL nothing is sent, and `mailWorks` lets screens say so. */
export function openMail(config: Pick<Config, 'smtpUrl' | 'mailFrom'>): { sendMail: SendMail; mailWorks: boolean } {
  if (!config.smtpUrl) return { sendMail: async () => {}, mailWorks: false }
  const transport = createTransport(config.smtpUrl)
  return {
    mailWorks: true,
    sendMail: async ({ to, subject, text }) => {
      await transport.sendMail({ from: config.mailFrom, to, subject, text })
    },
  }
}

/** Mail with sign-in codes. Nobody waits for it: an answer that waited would tell by its time who has an account here. */
export interface PostBox {
  /** Does this after the answer is out. */
  later(work: () => Promise<void>): void
  /** Sends now, and remembers whether mail goes out. */
  send: SendMail
  /** Who is told of what went wrong, without an address or a text. */
  onFault(report: (error: { name: string; code?: string | undefined }) => void): void
  /** Everything that was begun is over. */
  settled(): Promise<void>
}

export function openPostBox(sendMail: SendMail, database: Database, now: () => Temporal.Instant): PostBox {
  const running = new Set<Promise<void>>()
  let report: (error: { name: string; code?: string | undefined }) => void = () => {}
  const tell = (error: unknown) => {
    const { name, code } = error as Error & { code?: string }
    report({ name, code })
  }
  return {
    later(work) {
      const run = work().catch(tell)
      running.add(run)
      void run.finally(() => running.delete(run))
    },
    async send(mail) {
      const failed = await sendMail(mail).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      await database.transaction({}, (tx) => noteMail(tx, failed ? now() : null))
      if (failed) throw failed.error
    },
    onFault(listener) {
      report = listener
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

async function noteMail(tx: Tx, failingSince: Temporal.Instant | null): Promise<void> {
  if (failingSince === null)
    await tx.updateTable('identity.mailHealth').set({ failingSince }).where('failingSince', 'is not', null).execute()
  else
    await tx
      .insertInto('identity.mailHealth')
      .values({ onlyRow: true, failingSince })
      .onConflict((conflict) =>
        conflict.column('onlyRow').doUpdateSet((e) => ({
          failingSince: e.fn.coalesce('identity.mailHealth.failingSince', 'excluded.failingSince'),
        })),
      )
      .execute()
}

/** Since when mail with sign-in codes does not go out; null: it does, or none was sent. */
export async function findMailFailure(tx: Tx): Promise<Temporal.Instant | null> {
  const row = await tx.selectFrom('identity.mailHealth').select('failingSince').executeTakeFirst()
  return row?.failingSince ?? null
}
