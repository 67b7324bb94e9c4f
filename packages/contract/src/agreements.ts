import { MODES } from '@cairn/program/people/vocabulary.ts'
import { z } from 'zod'
import { route } from './route.ts'
import { ById, Day, Done, Id, Instant, Language, PersonRef, words } from './values.ts'

export const DOCUMENTS = ['boundary-agreement', 'patient-notice', 'promise', 'mentor-code-of-ethics'] as const
export const SIGNERS = ['participant', 'mentor', 'organization'] as const
export const AGREEMENT_STATUSES = ['to_sign', 'signed', 'revoked', 'expired', 'replaced'] as const
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** How it was done: whose entry it is and, of a paper, its form and who witnessed. */
const howDone = {
  at: Instant,
  on: Day,
  mode: z.enum(MODES),
  formVersion: z.string().nullable(),
  witness: z.string().nullable(),
  recordedBy: PersonRef.nullable(),
}
const Signature = z.object({ as: z.enum(SIGNERS), person: PersonRef.nullable(), ...howDone })

const line = {
  id: Id,
  document: z.enum(DOCUMENTS),
  documentVersion: z.number().int(),
  language: Language,
  title: z.string(),
  status: z.enum(AGREEMENT_STATUSES),
  participant: PersonRef.nullable(),
  mentor: PersonRef.nullable(),
  /** Who still has to sign. */
  waitingFor: z.array(z.enum(SIGNERS)),
  signatures: z.array(Signature),
  preparedAt: Instant,
  expiresOn: Day.nullable(),
  revokedAt: Instant.nullable(),
  revocation: z.object(howDone).nullable(),
}
export const AgreementLine = z.object(line)
/** With the exact words that are (to be) signed, Markdown, and their SHA-256. */
export const Agreement = z.object({ ...line, text: z.string(), sha256: Sha256 })
export type Agreement = z.output<typeof Agreement>

export const listAgreements = route({
  method: 'GET',
  url: '/people/:id/agreements',
  access: 'agreement.read',
  params: ById,
  replies: { 200: z.object({ items: z.array(AgreementLine) }) },
  summary: 'What was signed, by whom, how, and what waits for a signature.',
})

export const getAgreement = route({
  method: 'GET',
  url: '/agreements/:id',
  access: 'agreement.read',
  params: ById,
  replies: { 200: Agreement },
  summary: 'The exact text of one agreement.',
})

export const prepareAgreement = route({
  method: 'POST',
  url: '/people/:id/agreements',
  access: 'agreement.sign',
  problems: ['id_taken', 'text_not_ready', 'not_possible_now'],
  params: ById,
  body: z.strictObject({
    id: Id,
    document: z.enum(DOCUMENTS),
    language: Language,
    /** The mentor; left out: her mentor now. */
    mentorId: Id.optional(),
    /** When the mentor can be reached, for the boundary agreement. */
    hours: words(200).optional(),
    expiresOn: Day.optional(),
  }),
  replies: { 201: Agreement },
  summary: 'Put the names into a document, so that it can be read and signed.',
})

export const signAgreement = route({
  method: 'POST',
  url: '/agreements/:id/signatures',
  access: 'agreement.sign',
  problems: ['id_taken', 'stale_version', 'not_possible_now', 'future_day'],
  params: ById,
  body: z.strictObject({
    id: Id,
    /** Staff may write down a participant's signature made together or on paper; nobody signs for a mentor. */
    as: z.enum(SIGNERS),
    done: Done,
    /** Of the text that was on the screen or on the paper. */
    sha256: Sha256,
  }),
  replies: { 201: Agreement },
  summary: 'Sign.',
})

export const revokeAgreement = route({
  method: 'POST',
  url: '/agreements/:id/revocation',
  access: 'agreement.sign',
  problems: ['not_possible_now'],
  params: ById,
  body: z.strictObject({ done: Done }),
  replies: { 200: Agreement },
  summary: 'Take a signature back, from now on.',
})
