import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

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
