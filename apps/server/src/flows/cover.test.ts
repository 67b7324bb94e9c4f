import { recordGreeting } from '@cairn/contract/greetings.ts'
import { enroll } from '@cairn/contract/intake.ts'
import { answerMatch, endMatch, proposeMatch } from '@cairn/contract/matching.ts'
import { chooseCover, getMyMentor } from '@cairn/contract/mentoring.ts'
import { comeBack, getMentor, goAway, listMentors, nameCover } from '@cairn/contract/mentors.ts'
import { addExclusion, getPerson } from '@cairn/contract/people.ts'
import { logTalk } from '@cairn/contract/talks.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../testing/test-app.ts'

let app: TestApp
let here: string
let dana: TestPerson
let ana: TestPerson
let coordinator: TestPerson
let outsider: TestPerson

const NOW = '2026-06-01T15:00:00Z' // Monday, 11:00 in New York
const id = () => newId(app.clock.now())

beforeAll(async () => {
  app = await openTestApp()
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.moveTo(NOW)
  here = await app.anOrganization()
  coordinator = await app.aPerson(here, 'coordinator')
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  ana = await app.aPerson(here, 'mentor', { name: 'Ana' })
})

async function matched(name: string) {
  const person = await app.aPerson(here, 'participant', { name })
  const matchId = id()
  await app.as(person)(proposeMatch, { body: { id: matchId, participantId: person.personId, mentorId: dana.personId } })
  await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
  return person
}

const away = (over: object = {}) => ({
  params: { id: dana.personId },
  body: { id: id(), from: '2026-06-03', backOn: '2026-06-10', coverId: null, ...over },
})

interface Item {
  signal: string
  subject_id: string
  owner_id: string | null
  facts: Record<string, unknown>
}
/** What attention has open after looking at everything that is due. */
async function openItems(signal: string): Promise<Item[]> {
  await app.runJob('attention-look')
  return (
    await app.owner.query(
      `select signal, subject_id, owner_id, facts from attention_items where organization_id = $1 and closed_at is null and signal = $2 order by opened_at`,
      [here, signal],
    )
  ).rows
}

test('away is one button without a reason, and everybody of hers has the named cover', async () => {
  const rosa = await matched('Rosa')
  const shown = await app.as(dana)(goAway, away({ coverId: ana.personId }))
  expect(shown).toMatchObject({ from: '2026-06-03', backOn: '2026-06-10', cover: { name: 'Ana' }, withoutCover: 0 })
  expect((await app.as(rosa)(getMyMentor)).relationship).toMatchObject({
    away: { backOn: '2026-06-10', cover: { name: 'Ana' } },
    coverChoice: null,
  })
  expect((await app.as(ana)(getPerson, { params: { id: rosa.personId } })).cover).toMatchObject({ name: 'Ana' })
  const columns = await app.owner.query(
    `select column_name from information_schema.columns where table_name in ('absences', 'mentors') and column_name similar to '%(reason|note|why|kind)%'`,
  )
  expect(columns.rows).toEqual([])
  await app.as(dana)(comeBack, { params: { id: dana.personId } })
  expect((await app.as(rosa)(getMyMentor)).relationship!.away).toBeNull()
  expect(await app.refusal(ana, getPerson, { params: { id: rosa.personId } })).toBe('not_found')
  expect(await app.refusal(dana, comeBack, { params: { id: dana.personId } })).toBe('not_possible_now')
})

test('whom she must not meet does not cover for her: she stays without, and the board shows it', async () => {
  const rosa = await matched('Rosa')
  await matched('Luz')
  await app.as(rosa)(addExclusion, { params: { id: rosa.personId }, body: { id: id(), personId: ana.personId } })
  expect(await app.as(dana)(goAway, away({ coverId: ana.personId }))).toMatchObject({ withoutCover: 1 })
  expect(await openItems('mentor_away_without_cover')).toMatchObject([
    { subject_id: dana.personId, owner_id: dana.personId, facts: { people: 1 } },
  ])
  expect(
    await app.refusal(coordinator, nameCover, {
      params: { id: dana.personId },
      body: { coverId: ana.personId, participantId: rosa.personId },
    }),
  ).toBe('limits_not_met')
  // Once she has left it is the coordinator's.
  app.clock.moveTo('2026-06-03T15:00:00Z')
  expect(await openItems('mentor_away_without_cover')).toMatchObject([{ owner_id: null }])
  const eve = await app.aPerson(here, 'mentor', { name: 'Eve' })
  await app.as(coordinator)(nameCover, {
    params: { id: dana.personId },
    body: { coverId: eve.personId, participantId: rosa.personId },
  })
  expect(await openItems('mentor_away_without_cover')).toEqual([])
})

test('she chooses to wait, to talk with the cover, or to change', async () => {
  const [rosa, luz] = [await matched('Rosa'), await matched('Luz')]
  await app.as(dana)(goAway, away({ coverId: ana.personId }))
  expect((await app.as(rosa)(chooseCover, { body: { choice: 'wait' } })).coverChoice).toBe('wait')
  expect(await app.refusal(ana, getPerson, { params: { id: rosa.personId } })).toBe('not_found')
  expect((await app.as(coordinator)(getMentor, { params: { id: dana.personId } })).away!.withoutCover).toBe(0)
  expect((await app.as(rosa)(chooseCover, { body: { choice: 'cover' } })).away!.cover!.name).toBe('Ana')
  expect((await app.as(ana)(getPerson, { params: { id: rosa.personId } })).name).toBe('Rosa')
  // Whoever covers does not end what two others have.
  const { matchId } = (await app.as(rosa)(getMyMentor)).relationship!
  expect(await app.refusal(ana, endMatch, { params: { id: matchId }, body: { wantsAnother: false } })).toBe('not_found')
  expect((await app.as(luz)(chooseCover, { body: { choice: 'change' } })).stage).toBe('closed')
  expect((await app.as(luz)(getMyMentor)).relationship).toBeNull()
  expect((await app.as(coordinator)(listMentors)).items.find((one) => one.id === dana.personId)).toMatchObject({
    people: 1,
    freePlaces: 3,
  })
})

test('nobody covers who is away at the same time, for herself, or from elsewhere; the days are in order', async () => {
  await matched('Rosa')
  await app.as(ana)(goAway, {
    params: { id: ana.personId },
    body: { id: id(), from: '2026-06-08', backOn: '2026-06-12', coverId: null },
  })
  expect(await app.refusal(dana, goAway, away({ coverId: ana.personId }))).toBe('limits_not_met')
  expect(await app.refusal(dana, goAway, away({ coverId: dana.personId }))).toBe('limits_not_met')
  expect(await app.refusal(dana, goAway, away({ coverId: outsider.personId }))).toBe('not_found')
  expect(await app.refusal(dana, goAway, away({ backOn: '2026-06-03' }))).toBe('invalid_input')
  // None of the refused ones left anything behind.
  expect((await app.as(dana)(getMentor, { params: { id: dana.personId } })).away).toBeNull()
  const body = away()
  await app.as(dana)(goAway, body)
  await app.as(dana)(goAway, body)
  expect(await app.refusal(dana, goAway, away())).toBe('not_possible_now')
})

test('not greeted belongs to the greeter from the first minute and closes with the hello', async () => {
  const personId = id()
  await app.as(coordinator)(enroll, {
    body: {
      id: personId,
      name: 'New',
      language: 'es',
      contact: { reach: 'app' },
      leaveMessage: false,
      phoneIsWatched: false,
      helpFirst: [],
      timeZone: 'America/New_York',
      done: { mode: 'together' },
    },
  })
  const [item] = await openItems('not_greeted')
  expect(item).toMatchObject({ subject_id: personId })
  expect([dana.personId, ana.personId]).toContain(item!.owner_id)
  await app.as(coordinator)(recordGreeting, {
    params: { id: personId },
    body: { id: id(), how: 'phone', result: 'said_hello' },
  })
  expect(await openItems('not_greeted')).toEqual([])
})

test('a proposal is the mentor’s at once; one that waits for her reaches the coordinator only when its time is over', async () => {
  const rosa = await app.aPerson(here, 'participant')
  const hers = id()
  await app.as(rosa)(proposeMatch, { body: { id: hers, participantId: rosa.personId, mentorId: dana.personId } })
  expect(await openItems('match_waiting')).toMatchObject([
    { subject_id: rosa.personId, owner_id: dana.personId, facts: { waitsFor: 'mentor' } },
  ])
  await app.as(dana)(answerMatch, { params: { id: hers }, body: { as: 'mentor', answer: 'no' } })
  expect(await openItems('match_waiting')).toEqual([])
  const theirs = id()
  await app.as(coordinator)(proposeMatch, {
    body: { id: theirs, participantId: rosa.personId, mentorId: ana.personId },
  })
  await app.as(ana)(answerMatch, { params: { id: theirs }, body: { as: 'mentor', answer: 'yes' } })
  expect(await openItems('match_waiting')).toEqual([])
  app.clock.moveTo('2026-06-05T15:00:00Z') // 24 staffed hours later
  expect(await openItems('match_waiting')).toMatchObject([{ owner_id: null, facts: { waitsFor: 'participant' } }])
})

test('ten days without a talk are the mentor’s to see, and a talk ends them', async () => {
  const rosa = await matched('Rosa')
  expect(await openItems('no_talk')).toEqual([])
  app.clock.moveTo('2026-06-11T15:00:00Z')
  expect(await openItems('no_talk')).toMatchObject([
    { subject_id: rosa.personId, owner_id: dana.personId, facts: { last: '2026-06-01', hasTalked: false } },
  ])
  await app.as(dana)(logTalk, {
    params: { id: rosa.personId },
    body: {
      id: id(),
      outcome: 'happened',
      startedAt: '2026-06-11T14:00:00Z',
      timeZone: 'America/New_York',
      day: '2026-06-11',
      minutes: 15,
      way: 'phone',
      recordedAt: '2026-06-11T15:00:00Z',
    },
  })
  expect(await openItems('no_talk')).toEqual([])
})

test('to another organization, and to a colleague, her time away is not theirs to set', async () => {
  await matched('Rosa')
  for (const stranger of [outsider, ana])
    expect(
      await Promise.all([
        app.refusal(stranger, getMentor, { params: { id: dana.personId } }),
        app.refusal(stranger, goAway, away()),
        app.refusal(stranger, nameCover, { params: { id: dana.personId }, body: { coverId: ana.personId } }),
        app.refusal(stranger, comeBack, { params: { id: dana.personId } }),
      ]),
    ).toEqual(Array(4).fill('not_found'))
  expect((await app.as(outsider)(listMentors)).items).toEqual([])
  const participant = await app.aPerson(here, 'participant')
  expect(await app.refusal(participant, chooseCover, { body: { choice: 'wait' } })).toBe('not_possible_now')
})
