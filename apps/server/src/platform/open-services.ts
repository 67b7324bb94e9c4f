import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Connection, Database } from './database/connect.ts'
import { openAuth } from './identity/auth.ts'
import { openMail, openPostBox, type SendMail } from './mail.ts'
import type { Secrets } from './secrets.ts'
import type { Services } from './services.ts'
import { openVault } from './vault.ts'

/** The sign-in mail: neutral, so that somebody who sees the subject learns nothing. */
function codeMail(code: string): { subject: string; text: string } {
  const template = JSON.parse(readFileSync(join(import.meta.dirname, 'identity', 'code-mail.json'), 'utf8')) as {
    subject: string
    text: string
  }
  return { subject: template.subject, text: template.text.replaceAll('{{code}}', code) }
}

export function openServices(parts: {
  config: Config
  secrets: Secrets
  clock: Clock
  database: Database
  jobsDatabase: Database
  identityConnection: Connection
  rateLimit: boolean
  /** Left out: as the settings say. */
  mail?: { sendMail: SendMail; mailWorks: boolean }
}): Services {
  const { config, secrets, clock, database, jobsDatabase } = parts
  const mail = parts.mail ?? openMail(config)
  const postBox = openPostBox(mail.sendMail, database, () => clock.now())
  const auth = openAuth({
    connection: parts.identityConnection,
    secret: secrets.session,
    baseUrl: config.baseUrl,
    postBox,
    now: () => clock.now(),
    codeMail,
    rateLimit: parts.rateLimit,
  })
  const vault = openVault(secrets.vault, secrets.blindIndex, () => clock.now())
  return { config, secrets, clock, database, jobsDatabase, auth, vault, postBox, codeMail, ...mail }
}
