import type { Board } from '@cairn/contract/board.ts'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { findMailFailure } from '../../platform/mail.ts'
import { findStandstill } from '../attention/index.ts'
import { countDelivery } from '../notifications/index.ts'

const WORDS = {
  en: {
    none: 'Nothing had to go out since yesterday.',
    sent: (n: number, at: string) => `${n === 1 ? 'One reminder' : `All ${n} reminders`} went out, the last at ${at}.`,
    failed: (n: number, whom: string) =>
      `${n === 1 ? 'One message' : `${n} messages`} could not be delivered: to ${whom}, about safety. Please call instead.`,
    stopped: (at: string) =>
      `Nothing was looked at or sent since ${at}. Look through the lists yourself, and tell whoever runs the server.`,
    noMail: 'Mail is not set up: only this page tells.',
    mailStopped: (at: string) =>
      `Mail with sign-in codes could not be sent since ${at}. Hand out codes yourself, and tell whoever runs the server.`,
  },
  es: {
    none: 'Desde ayer no había nada que enviar.',
    sent: (n: number, at: string) =>
      `${n === 1 ? 'Salió un aviso' : `Salieron los ${n} avisos`}, el último a las ${at}.`,
    failed: (n: number, whom: string) =>
      `${n === 1 ? 'Un mensaje no se pudo' : `${n} mensajes no se pudieron`} entregar: a ${whom}, por un asunto de seguridad. Es mejor llamar.`,
    stopped: (at: string) =>
      `Desde ${at} no se ha revisado ni enviado nada. Revisa las listas y avisa a quien cuida el servidor.`,
    noMail: 'El correo no está configurado: solo esta página avisa.',
    mailStopped: (at: string) =>
      `Desde ${at} no sale el correo con códigos para entrar. Da códigos en persona y avisa a quien cuida el servidor.`,
  },
}

/** Delivery in words. What failed is said with whom to call, a scheduler that stopped is said too; nothing is swallowed. */
export async function describeDelivery(
  ctx: Context,
  timeZone: string,
  mailWorks: boolean,
): Promise<z.infer<typeof Board>['delivery']> {
  const { language } = ctx
  const { sent, lastSentAt, failed, notReached, unsentSince } = await countDelivery(ctx)
  const standstill = await findStandstill(ctx)
  const stoppedSince =
    standstill && unsentSince && Temporal.Instant.compare(unsentSince, standstill) < 0
      ? unsentSince
      : (standstill ?? unsentSince)
  const mailStoppedSince = await findMailFailure(ctx.tx)
  const words = WORDS[language]
  const at = (instant: Temporal.Instant, options: Intl.DateTimeFormatOptions) =>
    instant.toZonedDateTimeISO(timeZone).toLocaleString(language === 'es' ? 'es-US' : 'en-US', options)
  const time = { hour: 'numeric', minute: '2-digit' } as const
  const sentences = [
    ...(stoppedSince ? [words.stopped(at(stoppedSince, { month: 'short', day: 'numeric', ...time }))] : []),
    failed > 0
      ? words.failed(failed, new Intl.ListFormat(language, { type: 'conjunction' }).format(notReached))
      : sent === 0 || lastSentAt === null
        ? words.none
        : words.sent(sent, at(lastSentAt, time)),
    ...(mailStoppedSince ? [words.mailStopped(at(mailStoppedSince, { month: 'short', day: 'numeric', ...time }))] : []),
    ...(mailWorks ? [] : [words.noMail]),
  ]
  return {
    sent,
    lastSentAt: lastSentAt?.toString() ?? null,
    failed,
    stoppedSince: stoppedSince?.toString() ?? null,
    mailWorks,
    sentence: sentences.join(' '),
    healthy: failed === 0 && stoppedSince === null && mailStoppedSince === null,
  }
}
