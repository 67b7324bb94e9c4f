import { setTimeout } from 'node:timers/promises'
import { computeAnswer, downloadReport, getAnswer, getServed } from '@cairn/contract/study.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asJob } from '../../platform/as-job.ts'
import { addMembership } from '../../platform/identity/front-door.ts'
import { newId } from '../../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'
import { lockComputations, openComputation } from './commands.ts'
import { runComputation } from './compute.ts'
import { nightlyEvaluation } from './jobs.ts'

let app: TestApp
let organization: string
let maya: TestPerson
let jonas: TestPerson

beforeAll(async () => {
  app = await openTestApp({ now: '2026-06-01T13:00:00Z' })
})
afterAll(() => app.close())

beforeEach(async () => {
  app.clock.moveTo('2026-06-01T13:00:00Z')
  organization = await app.anOrganization()
  maya = await app.aPerson(organization, 'coordinator', { name: 'Maya' })
  jonas = await app.aPerson(organization, 'evaluator', { name: 'Jonas' })
  await app.aPerson(organization, 'participant', { name: 'Rosa' })
})

const answerOf = (reader: TestPerson) => app.as(reader)(getAnswer)

async function compute(by: TestPerson): Promise<void> {
  const { id } = await app.as(by)(computeAnswer, { body: { id: newId(app.clock.now()) } })
  await expect
    .poll(async () => (await answerOf(by)).computation, { timeout: 30_000, interval: 100 })
    .toMatchObject({ id, stage: 'done', faults: [] })
}

test('whoever reads names sees the release of the quarter, the same before and after somebody answers', async () => {
  await compute(maya)
  const before = await answerOf(maya)
  expect(before).toMatchObject({ release: { from: '2026-04-01', until: '2026-07-01' }, mayCompute: false })
  expect(before.report!.release).toBe(true)

  app.clock.moveTo('2026-06-02T13:00:00Z')
  await app.aPerson(organization, 'participant', { name: 'Ana' })
  await compute(jonas)
  expect((await answerOf(maya)).report).toEqual(before.report)
  expect(await app.refusal(maya, computeAnswer, { body: { id: newId(app.clock.now()) } })).toBe('not_possible_now')
  const seen = await answerOf(jonas)
  expect(seen).toMatchObject({ release: null, mayCompute: true })
  expect(seen.report).toMatchObject({ release: false, served: { enrolled: 2 } })
})

test('an evaluator who is also the coordinator reads names, and gets the release', async () => {
  await app.inside(organization, ({ tx, now }) =>
    addMembership(tx, {
      accountId: jonas.accountId,
      organizationId: organization,
      personId: jonas.personId,
      role: 'coordinator',
      now,
    }),
  )
  await compute(jonas)
  expect((await answerOf(jonas)).report!.release).toBe(true)
})

test('with the next quarter a new release may be made, and the first one of it stays', async () => {
  await compute(maya)
  app.clock.moveTo('2026-07-01T13:00:00Z')
  expect((await answerOf(maya)).mayCompute).toBe(true)
  await compute(maya)
  const july = await answerOf(maya)
  expect(july).toMatchObject({ release: { from: '2026-07-01', until: '2026-10-01' }, mayCompute: false })
  app.clock.moveTo('2026-07-20T13:00:00Z')
  await compute(jonas)
  expect(await answerOf(maya)).toEqual({ ...july, computation: expect.anything() })
})

test('a computation that was interrupted says so, and is nobody’s release', async () => {
  const id = newId(app.clock.now())
  const vault = { ...app.services.vault, openAll: () => Promise.reject(new Error('The key is away.')) }
  await app.services.jobsDatabase.transaction({ organizationId: organization }, (tx) =>
    openComputation(tx, organization, id, app.clock.now()),
  )
  await expect(runComputation({ ...app.services, vault }, organization, id)).rejects.toThrow('The key is away.')
  expect(await answerOf(maya)).toMatchObject({
    report: null,
    release: null,
    mayCompute: true,
    computation: { id, stage: 'stopped', faults: ['The computation was interrupted. Please start it again.'] },
  })
  app.clock.forward({ seconds: 1 })
  await compute(maya)
  expect((await answerOf(maya)).release).toEqual({ from: '2026-04-01', until: '2026-07-01' })
})

test('what is taken along is the release, for the evaluator too', async () => {
  expect(await app.refusal(jonas, downloadReport, { params: { format: 'json' } })).toBe('not_found')
  await compute(jonas)
  expect(await app.as(jonas)(downloadReport, { params: { format: 'json' } })).toMatchObject({ release: true })
})

test('a computation that is not heard of for three minutes does not hold up the next', async () => {
  const { rows } = await app.owner.query(
    `insert into computations (organization_id, id, stage, share, started_at, noted_at) values ($1, $2, 'computing', 0.5, $3, $3) returning id`,
    [organization, newId(app.clock.now()), app.clock.now().toString()],
  )
  const asked = () => app.as(jonas)(computeAnswer, { body: { id: newId(app.clock.now()) } })
  expect((await asked()).id).toBe(rows[0].id)
  app.clock.moveTo('2026-06-01T13:03:01Z')
  await compute(jonas)
})

test('the night begins no computation while one runs, or while another server is about to begin one', async () => {
  const { jobsDatabase } = app.services
  const [asked, other] = [newId(app.clock.now()), newId(app.clock.now().add({ minutes: 4 }))]
  const night = () => asJob(app.services, organization, 'night', (ctx) => nightlyEvaluation.run(ctx, app.services))
  const computations = async () =>
    (
      await app.owner.query('select id, stage from computations where organization_id = $1 order by started_at', [
        organization,
      ])
    ).rows
  await jobsDatabase.transaction({ organizationId: organization }, (tx) =>
    openComputation(tx, organization, asked, app.clock.now()),
  )
  await night()
  expect(await computations()).toEqual([{ id: asked, stage: 'gathering' }])

  // Nothing is heard of it any more, and somebody asks at the same moment.
  app.clock.forward({ minutes: 4 })
  const decides = Promise.withResolvers<void>()
  const begins = jobsDatabase.transaction({ organizationId: organization }, async (tx) => {
    await lockComputations(tx, organization)
    decides.resolve()
    await setTimeout(300)
    await openComputation(tx, organization, other, app.clock.now())
  })
  await decides.promise
  await Promise.all([begins, night()])
  expect((await computations()).map(({ id }) => id)).toEqual([asked, other])

  app.clock.forward({ minutes: 4 })
  await night()
  expect((await computations()).map(({ stage }) => stage)).toEqual(['gathering', 'gathering', 'done'])
})

test('outsider twin: another program’s evaluator sees nothing of it, and a mentor or a participant may not ask', async () => {
  await compute(jonas)
  const elsewhere = await app.aPerson(await app.anOrganization(), 'evaluator')
  expect(await answerOf(elsewhere)).toMatchObject({ report: null, release: null, computation: null })
  for (const role of ['mentor', 'participant'] as const) {
    const one = await app.aPerson(organization, role)
    expect(await app.refusal(one, getAnswer)).toBe('not_allowed')
    expect(await app.refusal(one, getServed)).toBe('not_allowed')
  }
})
