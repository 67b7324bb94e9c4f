import type { Context } from '../../platform/context.ts'

/** What is needed of a context to write a card: enrollment, import and the demo come without a person who acts. */
type Writing = Pick<Context, 'tx' | 'now' | 'vault'> & { actor: { organizationId: string } }

export interface NewPerson {
  id: string
  name: string
  language: 'en' | 'es'
  email?: string | undefined
  phone?: string | undefined
  /** The exact words that we may say, and where. */
  contactNote?: string | undefined
}

/** Adds a person's card: name and contacts sealed, e-mail and phone findable only by their keyed hash. */
export async function addPerson({ tx, now, vault, actor }: Writing, person: NewPerson): Promise<void> {
  const { organizationId } = actor
  const seal = (text: string) => vault.seal(tx, organizationId, person.id, text)
  const contact = { email: person.email, phone: person.phone, note: person.contactNote }
  await tx
    .insertInto('people')
    .values({
      organizationId,
      id: person.id,
      nameSealed: await seal(person.name),
      language: person.language,
      contactSealed: Object.values(contact).some(Boolean) ? await seal(JSON.stringify(contact)) : null,
      emailIndex: person.email ? vault.blindIndex('email', person.email) : null,
      phoneIndex: person.phone ? vault.blindIndex('phone', person.phone.replace(/\D/g, '')) : null,
      createdAt: now,
    })
    .execute()
}

export async function addParticipant(
  { tx, now, actor }: Writing,
  participant: { id: string; status: 'waiting' | 'active'; enrolledOn: Temporal.PlainDate; timeZone: string; fundingSource?: string | undefined; phoneIsWatched?: boolean; leaveMessage?: boolean; wantsMentor?: boolean },
): Promise<void> {
  await tx.insertInto('participants').values({ organizationId: actor.organizationId, createdAt: now, ...participant, fundingSource: participant.fundingSource ?? null }).execute()
}

export async function addMentor({ tx, now, actor }: Writing, mentor: { id: string; capacity: number; languages: string[]; supervisorId?: string | undefined }): Promise<void> {
  await tx
    .insertInto('mentors')
    .values({ organizationId: actor.organizationId, createdAt: now, status: 'available', coverId: null, ...mentor, supervisorId: mentor.supervisorId ?? null })
    .execute()
}
