import { openTie, type TieKind } from '../slices/people/index.ts'
import type { TestApp, TestPerson } from './test-app.ts'

export interface Program {
  organization: string
  rosa: TestPerson
  dana: TestPerson
  maya: TestPerson
}

/** From now on a mentor stands beside somebody: as her mentor, her cover or her greeter. */
export const standsBeside = (app: TestApp, holder: TestPerson, subject: TestPerson, kind: TieKind = 'mentor') =>
  app.inside(subject.organizationId, (ctx) =>
    openTie(ctx, { kind, holderId: holder.personId, subjectId: subject.personId, basis: 'test' }),
  )

/**
 * The smallest program in which things happen: Rosa, Dana who is her mentor, and Maya who coordinates.
 * @param enrolledOn Rosa's first day; left out: today
 */
export async function aProgram(
  app: TestApp,
  { enrolledOn, settings = {} }: { enrolledOn?: string; settings?: object } = {},
): Promise<Program> {
  const organization = await app.anOrganization({ settings })
  const rosa = await app.aPerson(organization, 'participant', { name: 'Rosa', enrolledOn })
  const dana = await app.aPerson(organization, 'mentor', { name: 'Dana' })
  const maya = await app.aPerson(organization, 'coordinator', { name: 'Maya' })
  await standsBeside(app, dana, rosa)
  return { organization, rosa, dana, maya }
}
