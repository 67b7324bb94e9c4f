import { bookMeeting, listOccurrences } from '@cairn/contract/calendar.ts'
import { recordGreeting } from '@cairn/contract/greetings.ts'
import { enroll } from '@cairn/contract/intake.ts'
import {
  answerMatch,
  endMatch,
  getWishes,
  listMatches,
  listProposals,
  listSuggestions,
  listWaiting,
  proposeMatch,
  saveWishes,
  withdrawMatch,
} from '@cairn/contract/matching.ts'
import { changeMentor, getMentor } from '@cairn/contract/mentors.ts'
import { addExclusion, getPerson, listExclusions } from '@cairn/contract/people.ts'
import { saveReadiness } from '@cairn/contract/readiness.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let coordinator: TestPerson
let outsider: TestPerson

const id = () => newId(app.clock.now())
const together = { mode: 'together' as const }

beforeAll(async () => {
  app = await openTestApp()
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
})
afterAll(() => app.close())

/** A fresh organization, so that no test sees the mentors of another. */
async function aProgram() {
  here = await app.anOrganization()
  coordinator = await app.aPerson(here, 'coordinator', { name: 'Cora' })
}

async function aMentor(name: string, profile: Partial<Parameters<typeof profileBody>[0]> = {}) {
  const mentor = await app.aPerson(here, 'mentor', {
    name,
    capacity: profile.capacity ?? 2,
    languages: profile.languages ?? ['en', 'es'],
  })
  await app.as(coordinator)(changeMentor, {
    params: { id: mentor.personId },
    body: { version: 1, ...profileBody(profile) },
  })
  return mentor
}

function profileBody(profile: {
  capacity?: number
  languages?: ('en' | 'es')[]
  lived?: [topic: 'opioids' | 'parent' | 'prison' | 'grief', released: boolean][]
  gender?: 'woman' | 'man' | null
  times?: ('weekday_morning' | 'weekend')[]
}) {
  return {
    capacity: profile.capacity ?? 2,
    languages: profile.languages ?? (['en', 'es'] as ('en' | 'es')[]),
    gender: profile.gender ?? null,
    times: profile.times ?? [],
    ways: [],
    hoursWords: null,
    livedExperience: (profile.lived ?? []).map(([topic, released]) => ({ topic, released })),
    about: null,
  }
}

async function aSeeker(name = 'Rosa') {
  const seeker = await app.aPerson(here, 'participant', { name, language: 'es' })
  return seeker
}

const names = (list: { items: { mentor: { name: string } }[] }) => list.items.map((item) => item.mentor.name)

test('suggestions follow her wishes in her order and say why, with what each side released and nothing else', async () => {
  await aProgram()
  const rosa = await aSeeker()
  await aMentor('Ana', { lived: [['parent', true]] })
  await aMentor('Dana', { lived: [['opioids', true]], gender: 'woman' })
  await aMentor('Ben', {
    lived: [
      ['opioids', false],
      ['parent', true],
    ],
  })
  await app.as(rosa)(saveWishes, {
    params: { id: rosa.personId },
    body: {
      version: 0,
      done: { mode: 'self' },
      languages: ['es'],
      ranked: [
        { about: 'experience', value: 'opioids', must: false },
        { about: 'experience', value: 'parent', must: false },
      ],
    },
  })
  const list = await app.as(rosa)(listSuggestions, { params: { id: rosa.personId } })
  expect(names(list)[0]).toBe('Dana')
  expect(list.items[0]!.reasons).toEqual([
    { code: 'shares', topic: 'opioids', wishRank: 1 },
    { code: 'does_not_share', topic: 'parent', wishRank: 2 },
    { code: 'language', language: 'es' },
    { code: 'free_places', count: 2 },
  ])
  // What Ben did not release is as if it were not so.
  const ben = list.items.find((item) => item.mentor.name === 'Ben')!
  expect(ben.reasons).toContainEqual({ code: 'does_not_share', topic: 'opioids', wishRank: 1 })
  expect(list.leftOut).toEqual([])
})

test('hard limits come before every wish: language, people she must not meet, places, status, hours', async () => {
  await aProgram()
  const rosa = await aSeeker()
  await aMentor('English', { languages: ['en'] })
  await aMentor('Full', { capacity: 0 })
  await aMentor('Weekend', { times: ['weekend'] })
  const paused = await aMentor('Paused')
  await app.as(coordinator)(changeMentor, {
    params: { id: paused.personId },
    body: { version: 2, status: 'paused', ...profileBody({}) },
  })
  const ex = await aMentor('Ex')
  await aMentor('Carlos Ruiz')
  await aMentor('Dana', { times: ['weekday_morning'] })
  await app.as(rosa)(saveWishes, {
    params: { id: rosa.personId },
    body: {
      version: 0,
      done: { mode: 'self' },
      languages: ['es'],
      ranked: [{ about: 'times', value: 'weekday_morning', must: false }],
    },
  })
  await app.as(rosa)(addExclusion, { params: { id: rosa.personId }, body: { id: id(), personId: ex.personId } })
  await app.as(rosa)(addExclusion, {
    params: { id: rosa.personId },
    body: { id: id(), words: 'Cárlos from my old job' },
  })
  const list = await app.as(coordinator)(listSuggestions, { params: { id: rosa.personId } })
  expect(names(list)).toEqual(['Dana'])
  expect(Object.fromEntries(list.leftOut.map((one) => [one.limit, one.mentors]))).toEqual({
    language: 1,
    must_not_meet: 2,
    full: 1,
    not_available: 1,
    hours: 1,
  })
})

test('whom she must not meet is hers alone: staff counts, writes down, and cannot read', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const ex = await aMentor('Ex')
  const body = { id: id(), personId: ex.personId }
  await app.as(coordinator)(addExclusion, { params: { id: rosa.personId }, body })
  await app.as(coordinator)(addExclusion, { params: { id: rosa.personId }, body })
  expect((await app.as(coordinator)(getPerson, { params: { id: rosa.personId } })).mustNotMeetCount).toBe(1)
  expect(await app.refusal(coordinator, listExclusions)).toBe('not_allowed')
  expect((await app.as(rosa)(listExclusions)).items).toMatchObject([{ person: { name: 'Ex' }, words: null }])
  const seen = await app.inside(here, (ctx) => ctx.tx.selectFrom('exclusions').selectAll().execute(), {
    personId: coordinator.personId,
  })
  expect(seen).toEqual([])
  const refused = await app.refusal(coordinator, proposeMatch, {
    body: { id: id(), participantId: rosa.personId, mentorId: ex.personId },
  })
  expect(refused).toBe('limits_not_met')
})

test('she picks, the mentor says yes: a tie, an active participant, other proposals taken back', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const dana = await aMentor('Dana')
  const ana = await aMentor('Ana')
  const matchId = id()
  const proposal = await app.as(rosa)(proposeMatch, {
    body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId },
  })
  expect(proposal).toMatchObject({
    status: 'proposed',
    participantAnswer: 'yes',
    mentorAnswer: null,
    proposedBy: 'participant',
    answerBy: '2026-06-04T15:00:00Z',
  })
  await app.as(coordinator)(proposeMatch, { body: { id: id(), participantId: rosa.personId, mentorId: ana.personId } })
  expect((await app.as(dana)(listProposals)).items).toMatchObject([{ id: matchId, participant: { name: 'Rosa' } }])
  expect(await app.refusal(dana, getPerson, { params: { id: rosa.personId } })).toBe('not_found')
  const accepted = await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
  expect(accepted).toMatchObject({ status: 'accepted', acceptedAt: '2026-06-01T15:00:00Z', answerBy: null })
  expect(await app.as(dana)(getPerson, { params: { id: rosa.personId } })).toMatchObject({
    status: 'active',
    mentor: { name: 'Dana' },
    greeter: null,
  })
  expect((await app.as(ana)(listProposals)).items).toEqual([])
  expect((await app.as(coordinator)(getMentor, { params: { id: dana.personId } })).freePlaces).toBe(1)
  // The same yes again changes nothing; another answer is too late.
  expect(
    (await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })).status,
  ).toBe('accepted')
  expect(await app.refusal(dana, answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'no' } })).toBe(
    'answered_already',
  )
  expect(
    await app.refusal(coordinator, proposeMatch, {
      body: { id: id(), participantId: rosa.personId, mentorId: ana.personId },
    }),
  ).toBe('already_matched')
})

test('a mentor who has not answered does not learn what somebody wishes to share', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const dana = await aMentor('Dana', { lived: [['prison', true]] })
  await app.as(rosa)(saveWishes, {
    params: { id: rosa.personId },
    body: {
      version: 0,
      done: { mode: 'self' },
      languages: ['es'],
      ranked: [{ about: 'experience', value: 'prison', must: true }],
    },
  })
  await app.as(rosa)(proposeMatch, { body: { id: id(), participantId: rosa.personId, mentorId: dana.personId } })
  const [shown] = (await app.as(dana)(listProposals)).items
  expect(shown!.reasons.map((reason) => reason.code)).toEqual(['language'])
})

test('nobody answers for a mentor; for a participant staff may, and says how the answer was given', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const dana = await aMentor('Dana')
  const matchId = id()
  await app.as(coordinator)(proposeMatch, {
    body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId },
  })
  const answer = (as: 'mentor' | 'participant', more: object = {}) => ({
    params: { id: matchId },
    body: { as, answer: 'yes' as const, ...more },
  })
  expect(await app.refusal(coordinator, answerMatch, answer('mentor'))).toBe('not_allowed')
  expect(await app.refusal(coordinator, answerMatch, answer('participant'))).toBe('invalid_input')
  expect(await app.refusal(dana, answerMatch, answer('participant'))).toBe('not_found')
  expect(await app.refusal(rosa, answerMatch, answer('mentor'))).toBe('not_found')
  expect(
    (await app.as(coordinator)(answerMatch, answer('participant', { done: { mode: 'phone' } }))).participantAnswer,
  ).toBe('yes')
})

test('twelve people who accept one free place at once make one match', async () => {
  await aProgram()
  const dana = await aMentor('Dana', { capacity: 1 })
  const people = await Promise.all(Array.from({ length: 12 }, (_, i) => aSeeker(`Person ${i}`)))
  const proposals = people.map((person) => ({ person, id: id() }))
  for (const { person, id: matchId } of proposals)
    await app.as(coordinator)(proposeMatch, {
      body: { id: matchId, participantId: person.personId, mentorId: dana.personId },
    })
  for (const { id: matchId } of proposals)
    await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
  const answers = await Promise.all(
    proposals.map(
      async ({ person, id: matchId }) =>
        (await app.refusal(person, answerMatch, {
          params: { id: matchId },
          body: { as: 'participant', answer: 'yes' },
        })) ?? 'accepted',
    ),
  )
  expect(answers.toSorted()).toEqual(['accepted', ...Array(11).fill('mentor_full')])
  expect((await app.as(coordinator)(getMentor, { params: { id: dana.personId } })).people).toBe(1)
})

test('twelve mentors who accept one person at once make one match', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const mentors = await Promise.all(Array.from({ length: 12 }, (_, i) => aMentor(`Mentor ${i}`)))
  const proposals = mentors.map((mentor) => ({ mentor, id: id() }))
  for (const { mentor, id: matchId } of proposals)
    await app.as(rosa)(proposeMatch, { body: { id: matchId, participantId: rosa.personId, mentorId: mentor.personId } })
  const answers = await Promise.all(
    proposals.map(
      async ({ mentor, id: matchId }) =>
        (await app.refusal(mentor, answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })) ??
        'accepted',
    ),
  )
  expect(answers.filter((one) => one === 'accepted')).toHaveLength(1)
  expect(new Set(answers)).toEqual(new Set(['accepted', 'answered_already']))
})

const MEETING = {
  day: '2026-06-20',
  time: '10:00',
  timeZone: 'America/New_York',
  minutes: 45,
  way: 'phone' as const,
}

test('a change of mentor is nobody’s fault: the place is free, she is back at the place of her first day', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const dana = await aMentor('Dana', { capacity: 1 })
  const matchId = id()
  await app.as(rosa)(proposeMatch, { body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId } })
  await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
  // Two meetings lie ahead: one with Dana, one with a mentor who stands in.
  const params = { id: rosa.personId }
  const ana = await aMentor('Ana', { capacity: 0 })
  for (const hostId of [dana.personId, ana.personId])
    await app.as(coordinator)(bookMeeting, {
      params,
      body: { ...MEETING, id: id(), hostId },
    })
  app.clock.forward({ hours: 24 * 10 })
  const ended = await app.as(rosa)(endMatch, { params: { id: matchId }, body: { wantsAnother: true } })
  expect(ended).toMatchObject({ status: 'ended', endedOn: '2026-06-11' })
  expect(await app.refusal(dana, getPerson, { params })).toBe('not_found')
  const { items } = await app.as(rosa)(listOccurrences, { params, query: { from: '2026-06-11', until: '2026-06-30' } })
  expect(items.map(({ host }) => host!.name)).toEqual(['Ana'])
  // Her mentor reads that it ended, without a reason, and for two weeks.
  const told = async () => (await app.as(dana)(listProposals)).ended
  expect(await told()).toEqual([{ participant: { id: rosa.personId, name: 'Rosa' }, endedOn: '2026-06-11' }])
  expect((await app.as(ana)(listProposals)).ended).toEqual([])
  app.clock.forward({ hours: 24 * 15 })
  expect(await told()).toEqual([])
  app.clock.moveTo('2026-06-11T15:00:00Z')
  const waiting = await app.as(coordinator)(listWaiting, {})
  expect(waiting.items).toMatchObject([
    {
      person: { name: 'Rosa' },
      since: '2026-06-01',
      days: 10,
      reason: 'wishes_missing',
      suggestions: [{ mentor: { name: 'Dana' }, freePlaces: 1 }],
    },
  ])
  expect(await app.refusal(rosa, endMatch, { params: { id: matchId }, body: { wantsAnother: true } })).toBe(
    'not_possible_now',
  )
  app.clock.moveTo('2026-06-01T15:00:00Z')
})

test('the waiting list says the one thing that each person waits for, the longest waiting first', async () => {
  await aProgram()
  const dana = await aMentor('Dana')
  const fields = {
    name: 'New',
    language: 'es' as const,
    contact: { reach: 'app' as const },
    leaveMessage: false,
    phoneIsWatched: false,
    helpFirst: [],
    timeZone: 'America/New_York',
    done: together,
  }
  const fresh = id()
  await app.as(coordinator)(enroll, { body: { id: fresh, ...fields, done: { mode: 'together', on: '2026-05-20' } } })
  const rosa = await aSeeker()
  await app.as(rosa)(saveReadiness, {
    params: { id: rosa.personId },
    body: {
      id: id(),
      done: { mode: 'self' },
      startStyle: 'listen',
      importance: 8,
      confidence: 4,
      readiness: null,
      words: null,
    },
  })
  const list = async () =>
    (await app.as(coordinator)(listWaiting, {})).items.map((item) => [
      item.person.name,
      item.days,
      item.startStyle,
      item.reason,
    ])
  expect(await list()).toEqual([
    ['New', 12, null, 'not_greeted'],
    ['Rosa', 0, 'listen', 'wishes_missing'],
  ])
  await app.as(coordinator)(recordGreeting, {
    params: { id: fresh },
    body: { id: id(), how: 'phone', result: 'said_hello' },
  })
  await app.as(coordinator)(saveWishes, {
    params: { id: fresh },
    body: { version: 0, done: together, languages: ['es'], ranked: [] },
  })
  expect((await list())[0]).toEqual(['New', 12, null, 'to_be_proposed'])
  const proposed = id()
  await app.as(coordinator)(proposeMatch, { body: { id: proposed, participantId: fresh, mentorId: dana.personId } })
  expect((await list())[0]![3]).toBe('proposal_waits_for_mentor')
  await app.as(dana)(answerMatch, { params: { id: proposed }, body: { as: 'mentor', answer: 'yes' } })
  expect((await list())[0]![3]).toBe('proposal_waits_for_participant')
  await app.as(coordinator)(withdrawMatch, { params: { id: proposed } })
  const page = await app.as(coordinator)(listWaiting, { query: { limit: 1 } })
  expect(page).toMatchObject({ total: 2, next: fresh })
  expect(
    (await app.as(coordinator)(listWaiting, { query: { limit: 1, after: page.next! } })).items[0]!.person.name,
  ).toBe('Rosa')
})

test('the same proposal sent twice is one; its id with another body is refused', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const dana = await aMentor('Dana')
  const ana = await aMentor('Ana')
  const body = { id: id(), participantId: rosa.personId, mentorId: dana.personId }
  await app.as(rosa)(proposeMatch, { body })
  await app.as(rosa)(proposeMatch, { body })
  expect((await app.as(rosa)(listMatches, { params: { id: rosa.personId } })).items).toHaveLength(1)
  expect(await app.refusal(rosa, proposeMatch, { body: { ...body, mentorId: ana.personId } })).toBe('id_taken')
  expect(await app.refusal(rosa, proposeMatch, { body: { ...body, id: id() } })).toBe('id_taken')
})

test('to another organization, and to another participant, none of it exists', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const other = await aSeeker('Other')
  const dana = await aMentor('Dana')
  const matchId = id()
  await app.as(rosa)(proposeMatch, { body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId } })
  const params = { id: rosa.personId }
  for (const stranger of [outsider, other]) {
    expect(
      await Promise.all([
        app.refusal(stranger, getWishes, { params }),
        app.refusal(stranger, saveWishes, {
          params,
          body: { version: 0, done: together, languages: ['es'], ranked: [] },
        }),
        app.refusal(stranger, listSuggestions, { params }),
        app.refusal(stranger, listMatches, { params }),
        app.refusal(stranger, proposeMatch, {
          body: { id: id(), participantId: rosa.personId, mentorId: dana.personId },
        }),
        app.refusal(stranger, answerMatch, {
          params: { id: matchId },
          body: { as: 'participant', answer: 'yes', done: together },
        }),
        app.refusal(stranger, withdrawMatch, { params: { id: matchId } }),
        app.refusal(stranger, endMatch, { params: { id: matchId }, body: { wantsAnother: false } }),
      ]),
    ).toEqual(Array(8).fill('not_found'))
  }
  expect((await app.as(outsider)(listWaiting, {})).total).toBe(0)
  // The right coordinator with a mentor of another organization in hand.
  const elsewhere = await app.aPerson(outsider.organizationId, 'mentor')
  expect(
    await app.refusal(coordinator, proposeMatch, {
      body: { id: id(), participantId: other.personId, mentorId: elsewhere.personId },
    }),
  ).toBe('not_found')
})

test('a mentor reads of a person her own proposals only, and what became a match is not taken back', async () => {
  await aProgram()
  const rosa = await aSeeker()
  const [dana, ana] = [await aMentor('Dana'), await aMentor('Ana')]
  const propose = async (mentor: TestPerson) => {
    const matchId = id()
    const body = { id: matchId, participantId: rosa.personId, mentorId: mentor.personId }
    await app.as(rosa)(proposeMatch, { body })
    return { id: matchId }
  }
  const [hers, other] = [await propose(dana), await propose(ana)]
  await app.as(dana)(answerMatch, { params: hers, body: { as: 'mentor', answer: 'yes' } })
  const seen = (await app.as(dana)(listMatches, { params: { id: rosa.personId } })).items
  expect(seen.map((match) => match.id)).toEqual([hers.id])
  expect((await app.as(rosa)(listMatches, { params: { id: rosa.personId } })).items).toHaveLength(2)
  expect(await app.refusal(coordinator, withdrawMatch, { params: hers })).toBe('answered_already')
  expect((await app.as(coordinator)(withdrawMatch, { params: other })).status).toBe('withdrawn')
  // What she ended herself is no news to her.
  await app.as(dana)(endMatch, { params: hers, body: { wantsAnother: true } })
  expect((await app.as(dana)(listProposals)).ended).toEqual([])
})
