import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './database/connect.ts'
import type { Auth } from './identity/auth.ts'
import type { PostBox, SendMail } from './mail.ts'
import type { Secrets } from './secrets.ts'
import type { Vault } from './vault.ts'

/** What the server is built from. Made once in main.ts, or by a test. */
export interface Services {
  config: Config
  secrets: Secrets
  clock: Clock
  /** As cairn_app. */
  database: Database
  /** As cairn_jobs. */
  jobsDatabase: Database
  auth: Auth
  vault: Vault
  sendMail: SendMail
  mailWorks: boolean
  /** Mail with codes, for which nobody waits. */
  postBox: PostBox
  /** The words of such a mail. */
  codeMail: (code: string) => { subject: string; text: string }
}
