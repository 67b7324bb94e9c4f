import { readPolicy } from '@cairn/program/signals/policy.ts'
import type { SimulatedProgramOptions } from '@cairn/simulation/options.ts'
import { DEMO_PROGRAM } from '@cairn/simulation/options.ts'
import type { ProgramRows } from '@cairn/simulation/program-rows.ts'
import { simulateProgram } from '@cairn/simulation/simulate-program.ts'
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Services } from '../platform/services.ts'
import { sweep } from '../slices/attention/index.ts'
import { openComputation, runComputation } from '../slices/evaluation/index.ts'
import { type Cast, chooseCast, namesToBeCalled } from './cast.ts'
import { DEMO_TIME_ZONE, demoCalendar } from './demo-calendar.ts'
import { DEMO_NAME, DEMO_PASSWORD, DEMO_SETTINGS, demoEmail } from './demo-program.ts'
import { writeAccounts } from './write-accounts.ts'
import { writeBeginnings } from './write-beginnings.ts'
import { writeGroups, writeSupervisionItems, writeTalks } from './write-calendar.ts'
import { writeCards } from './write-cards.ts'
import { writeAssessments, writeCheckIns, writeSharedRuns } from './write-check-ins.ts'
import { writeIntakes } from './write-intakes.ts'
import { writeMatches, writeNotices } from './write-matching.ts'
import { writeMentors } from './write-mentors.ts'
import { castKeys, settleThePast, writeAuditTrail, writeDesk, writeOrganization } from './write-organization.ts'
import { idOfAsk, writeAsks, writeUse } from './write-outcomes.ts'
import { writeParticipants } from './write-participants.ts'
import { demoId, openWriting, type Writing } from './writing.ts'

export interface LoadedDemo {
  organizationId: string
  rows: ProgramRows
  cast: Cast
  /** The id of a person by the simulation's key. */
  personId(key: string): string
  askId(key: string): string
  written: number
}

/** The demo's own organization in this installation. */
export const demoOrganizationId = ({ secrets }: Pick<Services, 'secrets'>): string =>
  demoId(secrets.instance, 'organization', 'demo', 1_700_000_000_000)

/** The simulated program, whose last day is today where it stands, without what the product itself would not have done. */
export function simulateDemo(services: Pick<Services, 'clock'>, options: Partial<SimulatedProgramOptions> = {}) {
  const days = options.days ?? DEMO_PROGRAM.days
  const calendar = demoCalendar(services.clock.now(), days)
  const rows = simulateProgram({
    ...DEMO_PROGRAM,
    ...options,
    days,
    nowMinute: calendar.nowMinute,
    nowWeekday: calendar.nowWeekday,
  })
  // BARC-10 may not be translated, so it is not offered in Spanish.
  const spanish = new Set(rows.participants.filter((p) => p.language === 'es').map((p) => p.key))
  rows.assessments = rows.assessments.filter((a) => a.instrument !== 'barc-10' || !spanish.has(a.participantKey))
  return { rows, calendar, cast: chooseCast(rows) }
}

/**
 * Makes the demo program and writes it through the real tables in one transaction: all of it, or nothing.
 * Refuses when the demo's organization exists.
 */
export async function writeDemo(
  services: Services,
  say: (sentence: string) => void,
  options: Partial<SimulatedProgramOptions> = {},
): Promise<LoadedDemo> {
  const organizationId = demoOrganizationId(services)
  const now = services.clock.now()
  say('Making a demo program: 240 invented people, 36 mentors, 18 months …')
  const { rows, calendar, cast } = simulateDemo(services, options)
  const passwordHash = await services.auth.hashPassword(DEMO_PASSWORD)
  return services.database.transaction({ organizationId }, async (tx): Promise<LoadedDemo> => {
    const exists = await tx.selectFrom('organizations').where('id', '=', organizationId).select('id').executeTakeFirst()
    if (exists) throw new Error('The demo program is already here.')
    const given = {
      tx,
      services,
      organizationId,
      organizationName: DEMO_NAME,
      policy: readPolicy(DEMO_TIME_ZONE, DEMO_SETTINGS),
      rows,
      calendar,
      now,
    }
    const everybody = [...rows.staff, ...rows.mentors, ...rows.participants]
    const noWords = () => {
      throw new Error('Words cannot be sealed before there are keys.')
    }
    const idOf = openWriting(given, noWords)
    for (const m of rows.mentors) idOf.id('person', m.key, { day: m.joinedOn, minute: 600 })
    for (const p of rows.participants) idOf.id('person', p.key, { day: p.enrolledOn, minute: p.enrolledMinute })
    const people = everybody.map(({ key }) => idOf.id('person', key))

    const keys = castKeys(cast)
    const names = namesToBeCalled(everybody)
    const personas = Object.fromEntries(
      Object.entries(keys).map(([role, key]) => [role, { accountId: idOf.id('account', key), name: names.get(key)! }]),
    )
    await writeOrganization(idOf, personas)
    const seal = await services.vault.openSealer(tx, organizationId, people)
    const w: Writing = { ...idOf, seal: openWriting(given, seal).seal }
    const emails = new Map(Object.entries(keys).map(([role, key]) => [key, demoEmail(role)]))

    await writeCards(w, names, emails)
    await writeParticipants(w)
    await writeMentors(w)
    await writeAccounts(w, emails, passwordHash)
    await writeIntakes(w)
    await writeBeginnings(w)
    await writeNotices(w, names)
    await writeMatches(w, names)
    say('Writing 18 months of meetings, groups and check-ins …')
    await writeTalks(w, await writeGroups(w))
    await writeCheckIns(w)
    await writeAssessments(w)
    await writeSharedRuns(w)
    await writeAsks(w)
    await writeUse(w)
    await writeDesk(w)
    await writeAuditTrail(w)
    await writeSupervisionItems(w, (memberId) =>
      sql`select set_config('app.member_id', ${memberId}, true)`.execute(tx).then(() => {}),
    )
    return {
      organizationId,
      rows,
      cast,
      personId: (key) => w.id('person', key),
      askId: (key) => idOfAsk(w, rows.asks.find((ask) => ask.key === key)!),
      written: w.written(),
    }
  })
}

/** Writes the demo program, fills the board without telling anybody, and computes the first answer. */
export async function loadDemo(
  services: Services,
  say: (sentence: string) => void,
  options: Partial<SimulatedProgramOptions> = {},
): Promise<LoadedDemo> {
  const loaded = await writeDemo(services, say, options)
  const { organizationId } = loaded
  say(`${loaded.written.toLocaleString('en')} records. Looking who needs somebody today …`)
  await sweep(services, organizationId, { tell: false })
  const now = services.clock.now()
  await services.jobsDatabase.transaction({ organizationId }, (tx) => settleThePast(tx, organizationId, now))
  say('Computing the program’s first answer …')
  await computeFirstAnswer(services, organizationId)
  return loaded
}

/** The first answer, so that the study page has one to show. Runs in its own thread. */
async function computeFirstAnswer(services: Services, organizationId: string): Promise<void> {
  const now = services.clock.now()
  const id = newId(now)
  await services.jobsDatabase.transaction({ organizationId }, (tx) => openComputation(tx, organizationId, id, now))
  await runComputation(services, organizationId, id)
}
