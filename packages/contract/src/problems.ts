import { z } from 'zod'

/** Every way in which the server says no: one code, one HTTP status, one plain sentence in each language. */
export const PROBLEMS = {
  invalid_input: { status: 422, en: 'Some of this needs another look.', es: 'Hay algo que revisar.' },
  not_signed_in: { status: 401, en: 'Please sign in again.', es: 'Inicia sesión otra vez.' },
  wrong_sign_in: {
    status: 401,
    en: 'That does not match. Check the address and the password or code.',
    es: 'No coincide. Revisa la dirección y la contraseña o el código.',
  },
  not_allowed: { status: 403, en: 'Your role here does not include this.', es: 'Tu función aquí no incluye esto.' },
  not_found: { status: 404, en: 'We could not find that.', es: 'No lo encontramos.' },
  too_large: { status: 413, en: 'That is too large to send.', es: 'Es demasiado grande para enviarlo.' },
  too_many_requests: {
    status: 429,
    en: 'Too many tries. Please wait a minute.',
    es: 'Demasiados intentos. Espera un minuto.',
  },
  unsupported_media: { status: 415, en: 'Send this as JSON.', es: 'Envía esto como JSON.' },
  stale_version: {
    status: 409,
    en: 'Somebody changed this while you had it open. Look at the new version, then try again.',
    es: 'Alguien lo cambió mientras lo tenías abierto. Mira la nueva versión e inténtalo de nuevo.',
  },
  id_taken: {
    status: 409,
    en: 'This was already saved with other content. Open it to see what is there.',
    es: 'Esto ya se guardó con otro contenido. Ábrelo para ver qué hay.',
  },
  future_day: {
    status: 422,
    en: 'That day has not come yet. Check the date on this device.',
    es: 'Ese día aún no llega. Revisa la fecha de este aparato.',
  },
  mentor_full: {
    status: 409,
    en: 'This mentor has no free place right now.',
    es: 'Esta persona mentora no tiene lugar ahora.',
  },
  already_matched: { status: 409, en: 'There is a mentor already.', es: 'Ya hay una persona mentora.' },
  answered_already: { status: 409, en: 'That was answered already.', es: 'Eso ya tiene respuesta.' },
  limits_not_met: {
    status: 409,
    en: 'These two cannot be put together.',
    es: 'No es posible juntar a estas dos personas.',
  },
  not_possible_now: {
    status: 409,
    en: 'That does not fit with how things stand now. Look again, then try once more.',
    es: 'Eso no va con la situación de ahora. Mira de nuevo e inténtalo otra vez.',
  },
  log_closed: {
    status: 409,
    en: 'The 24 hours for changes are over. You can add to it.',
    es: 'Ya pasaron las 24 horas para cambios. Puedes añadir algo.',
  },
  text_not_ready: {
    status: 409,
    en: 'This page lacks something that the program has to fill in first.',
    es: 'A esta página le falta algo que el programa debe llenar primero.',
  },
  email_taken: {
    status: 409,
    en: 'Somebody signs in with this e-mail already.',
    es: 'Ya hay alguien que entra con este correo.',
  },
  not_offered: {
    status: 422,
    en: 'These questions do not exist in that language or version.',
    es: 'Estas preguntas no existen en ese idioma o esa versión.',
  },
  over_budget: {
    status: 422,
    en: 'That would ask too many questions in one month. Move one to another month.',
    es: 'Serían demasiadas preguntas en un mes. Pasa una a otro mes.',
  },
  unavailable: {
    status: 503,
    en: 'We cannot reach our records right now. Nothing is lost; please try again in a moment.',
    es: 'No podemos abrir los registros ahora. No se perdió nada; inténtalo en un momento.',
  },
  unexpected: {
    status: 500,
    en: 'Something broke on our side. Nothing was saved. Please try again.',
    es: 'Algo salió mal de nuestro lado. No se guardó nada. Inténtalo otra vez.',
  },
} as const satisfies Record<string, { status: number; en: string; es: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** RFC 9457 problem document. `fields` names every fault of an input at once, by its path. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>
