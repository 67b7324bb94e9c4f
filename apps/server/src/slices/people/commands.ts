import type { Contact } from '@cairn/contract/people.ts'
import type { Reach } from '@cairn/program/people/vocabulary.ts'
import type { Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { phoneIndex } from './contacts.ts'

/** What is needed of a context to write a card: enrollment, import and the demo come without a person who acts. */
type Writing = Pick<Context, 'tx' | 'now' | 'vault'> & { actor: { organizationId: string } }

export interface NewPerson {
  id: string
  name: string
  language: 'en' | 'es'
  email?: string | undefined
  phone?: string | undefined
  /** When and how it suits; what to say when somebody else answers. */
  contactNote?: string | undefined
  reach?: Reach | undefined
  findMe?: Contact['findMe'] | undefined
}

/** Adds a person's card: name and contacts sealed, e-mail and phone findable only by their keyed hash. */
export async function addPerson({ tx, now, vault, actor }: Writing, person: NewPerson): Promise<void> {
  const { organizationId } = actor
  const seal = (text: string) => vault.seal(tx, organizationId, person.id, text)
  const contact: Contact = {
    reach: person.reach ?? 'app',
    phone: person.phone ?? null,
    email: person.email ?? null,
    note: person.contactNote ?? null,
    findMe: person.findMe ?? [],
  }
  await tx
    .insertInto('people')
    .values({
      organizationId,
      id: person.id,
      nameSealed: await seal(person.name),
      language: person.language,
      contactSealed: await seal(JSON.stringify(contact)),
      emailIndex: contact.email ? vault.blindIndex('email', contact.email) : null,
      phoneIndex: contact.phone ? phoneIndex(vault, contact.phone) : null,
      createdAt: now,
    })
    .execute()
}

export interface NewParticipant {
  id: string
  status: 'referred' | 'waiting' | 'active'
  enrolledOn: Temporal.PlainDate
  timeZone: string
  fundingSource?: string | undefined
  phoneIsWatched?: boolean
  leaveMessage?: boolean
  wantsMentor?: boolean
  isImported?: boolean
}

/** Adds the participant's anchor row and opens the first episode. A phone that somebody else looks at starts locked and neutral. */
export async function addParticipant({ tx, now, actor }: Writing, participant: NewParticipant): Promise<void> {
  const { organizationId } = actor
  const watched = participant.phoneIsWatched ?? false
  const fundingSource = participant.fundingSource ?? null
  await tx
    .insertInto('participants')
    .values({
      organizationId,
      createdAt: now,
      ...participant,
      fundingSource,
      appLock: watched,
      neutralNotices: watched,
      keepHistory: !watched,
    })
    .execute()
  await tx
    .insertInto('episodes')
    .values({
      organizationId,
      id: newId(now),
      participantId: participant.id,
      startedOn: participant.enrolledOn,
      endedOn: null,
      fundingSource,
    })
    .execute()
  await tx
    .insertInto('statusChanges')
    .values({
      organizationId,
      id: newId(now),
      participantId: participant.id,
      fromStatus: null,
      toStatus: participant.status,
      changedOn: participant.enrolledOn,
      reason: null,
      changedBy: null,
      recordedAt: now,
    })
    .execute()
}

export async function addMentor(
  { tx, now, actor }: Writing,
  mentor: { id: string; capacity: number; languages: string[]; supervisorId?: string | undefined },
): Promise<void> {
  await tx
    .insertInto('mentors')
    .values({
      organizationId: actor.organizationId,
      createdAt: now,
      status: 'available',
      coverId: null,
      ...mentor,
      supervisorId: mentor.supervisorId ?? null,
    })
    .execute()
}
