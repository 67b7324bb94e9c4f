import type { Context } from '../../platform/context.ts'

/** What gathering needs: it reads as the organization, not as a person. */
export type Reading = Pick<Context, 'tx' | 'now' | 'vault'> & { actor: Pick<Context['actor'], 'organizationId'> }

/** How rows become rows of the data set: who is called what, and on which day after enrollment something was. */
export interface Relative {
  participant(id: string): string
  mentor(id: string): string
  ask(id: string): string
  /** Days since the person's enrollment, by the calendar of where the person lives. */
  since(participantId: string, day: Temporal.PlainDate): number
}
