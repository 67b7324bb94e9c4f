import { createHash } from 'node:crypto'
import {
  getAgreement,
  listAgreements,
  prepareAgreement,
  revokeAgreement,
  signAgreement,
} from '@cairn/contract/agreements.ts'
import { answerMatch, proposeMatch } from '@cairn/contract/matching.ts'
import { getMyMentor, listMyPeople } from '@cairn/contract/mentoring.ts'
import { changeOrganization, getOrganization } from '@cairn/contract/organizations.ts'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { openTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts'

let app: TestApp
let here: string
let rosa: TestPerson
let dana: TestPerson
let coordinator: TestPerson
let outsider: TestPerson

const NOW = '2026-06-01T15:00:00Z'
const id = () => newId(app.clock.now())
const self = { mode: 'self' as const }

beforeAll(async () => {
  app = await openTestApp()
  here = await app.anOrganization({ name: 'Casa Amiga' })
  coordinator = await app.aPerson(here, 'coordinator')
  outsider = await app.aPerson(await app.anOrganization({ name: 'Elsewhere' }), 'coordinator')
})
afterAll(() => app.close())
beforeEach(async () => {
  app.clock.moveTo(NOW)
  rosa = await app.aPerson(here, 'participant', { name: 'Rosa' })
  dana = await app.aPerson(here, 'mentor', { name: 'Dana' })
  const matchId = id()
  await app.as(rosa)(proposeMatch, { body: { id: matchId, participantId: rosa.personId, mentorId: dana.personId } })
  await app.as(dana)(answerMatch, { params: { id: matchId }, body: { as: 'mentor', answer: 'yes' } })
})

const prepare = async (over: object = {}) => {
  const agreement = await app.as(dana)(prepareAgreement, {
    params: { id: rosa.personId },
    body: { id: id(), document: 'boundary-agreement', language: 'es', hours: 'lunes a viernes, 5 a 9', ...over },
  })
  return { agreement, params: { id: agreement.id } }
}
const signature = (as: 'participant' | 'mentor', sha256: string, over: object = {}) => ({
  id: id(),
  as,
  done: self,
  sha256,
  ...over,
})

test('the exact words hold the names and hours; their hash is of exactly these words; the dump shows neither', async () => {
  const { agreement } = await prepare()
  expect(agreement.text).toContain('Rosa')
  expect(agreement.text).toContain('Dana')
  expect(agreement.text).toContain('lunes a viernes, 5 a 9')
  expect(agreement.text).not.toContain('{{')
  expect(agreement.sha256).toBe(createHash('sha256').update(agreement.text).digest('hex'))
  expect(agreement).toMatchObject({ status: 'to_sign', waitingFor: ['participant', 'mentor'] })
  const { rows } = await app.owner.query('select text_sealed, sha256_sealed from agreements where id = $1', [
    agreement.id,
  ])
  expect(rows[0].text_sealed.toString('latin1')).not.toContain('Rosa')
  expect(rows[0].sha256_sealed.toString('latin1')).not.toContain(agreement.sha256)
})

test('when both have signed, the relationship is active from that day', async () => {
  const { agreement, params } = await prepare()
  await app.as(rosa)(signAgreement, { params, body: signature('participant', agreement.sha256) })
  expect((await app.as(rosa)(getMyMentor)).relationship).toMatchObject({ stage: 'accepted', activeSince: null })
  app.clock.forward({ hours: 24 })
  const body = signature('mentor', agreement.sha256)
  const signed = await app.as(dana)(signAgreement, { params, body })
  expect(signed).toMatchObject({
    status: 'signed',
    waitingFor: [],
    signatures: [
      { as: 'participant', mode: 'self', on: '2026-06-01' },
      { as: 'mentor', on: '2026-06-02' },
    ],
  })
  expect((await app.as(rosa)(getMyMentor)).relationship).toMatchObject({
    stage: 'active',
    activeSince: '2026-06-02',
    agreementId: agreement.id,
  })
  expect((await app.as(dana)(signAgreement, { params, body })).signatures).toHaveLength(2)
  expect(await app.refusal(rosa, signAgreement, { params, body: signature('participant', agreement.sha256) })).toBe(
    'not_possible_now',
  )
})

test('other words than those on the screen are not signed', async () => {
  const { params } = await prepare()
  expect(await app.refusal(rosa, signAgreement, { params, body: signature('participant', 'a'.repeat(64)) })).toBe(
    'stale_version',
  )
})

test('staff writes down her signature on paper with its witness; nobody signs for a mentor, nor as her by self', async () => {
  const { agreement, params } = await prepare()
  expect(await app.refusal(coordinator, signAgreement, { params, body: signature('mentor', agreement.sha256) })).toBe(
    'not_allowed',
  )
  expect(
    await app.refusal(coordinator, signAgreement, { params, body: signature('participant', agreement.sha256) }),
  ).toBe('not_allowed')
  expect(await app.refusal(rosa, signAgreement, { params, body: signature('mentor', agreement.sha256) })).toBe(
    'not_allowed',
  )
  const paper = { mode: 'paper' as const, on: '2026-05-30', formVersion: 'boundary 1', witness: 'Cora' }
  const signed = await app.as(coordinator)(signAgreement, {
    params,
    body: signature('participant', agreement.sha256, { done: paper }),
  })
  expect(signed.signatures).toMatchObject([
    {
      as: 'participant',
      person: { name: 'Rosa' },
      mode: 'paper',
      on: '2026-05-30',
      formVersion: 'boundary 1',
      witness: 'Cora',
      recordedBy: { id: coordinator.personId },
    },
  ])
  const { rows } = await app.owner.query('select witness_sealed from agreement_events where agreement_id = $1', [
    agreement.id,
  ])
  expect(rows[0].witness_sealed.toString('latin1')).not.toContain('Cora')
})

test('a signature that is taken back by letter keeps its day, its form and its witness', async () => {
  const { agreement, params } = await prepare()
  await app.as(rosa)(signAgreement, { params, body: signature('participant', agreement.sha256) })
  app.clock.forward({ hours: 48 })
  const letter = { mode: 'paper' as const, on: '2026-06-02', formVersion: 'letter', witness: 'Cora' }
  expect(
    await app.refusal(coordinator, revokeAgreement, { params, body: { done: { ...letter, on: '2026-06-09' } } }),
  ).toBe('future_day')
  expect(await app.refusal(coordinator, revokeAgreement, { params, body: { done: self } })).toBe('invalid_input')
  const revoked = await app.as(coordinator)(revokeAgreement, { params, body: { done: letter } })
  expect(revoked).toMatchObject({ status: 'revoked', revocation: { ...letter, recordedBy: { name: 'coordinator' } } })
})

test('a new agreement of the same two replaces the old one once both have signed it', async () => {
  const both = async () => {
    const { agreement, params } = await prepare()
    await app.as(rosa)(signAgreement, { params, body: signature('participant', agreement.sha256) })
    await app.as(dana)(signAgreement, { params, body: signature('mentor', agreement.sha256) })
    app.clock.forward({ minutes: 1 })
  }
  await both()
  await both()
  const { items } = await app.as(rosa)(listAgreements, { params: { id: rosa.personId } })
  expect(items.map((item) => item.status)).toEqual(['signed', 'replaced'])
})

test('until both have signed the new one, the old one holds; what was replaced is neither signed nor taken back', async () => {
  const old = await prepare()
  await app.as(rosa)(signAgreement, { params: old.params, body: signature('participant', old.agreement.sha256) })
  // Nobody signs twice.
  expect(
    await app.refusal(rosa, signAgreement, {
      params: old.params,
      body: signature('participant', old.agreement.sha256),
    }),
  ).toBe('not_possible_now')
  await app.as(dana)(signAgreement, { params: old.params, body: signature('mentor', old.agreement.sha256) })
  const next = await prepare()
  const oldStatus = async () => (await app.as(rosa)(getAgreement, { params: old.params })).status
  await app.as(rosa)(signAgreement, { params: next.params, body: signature('participant', next.agreement.sha256) })
  expect(await oldStatus()).toBe('signed')
  await app.as(dana)(signAgreement, { params: next.params, body: signature('mentor', next.agreement.sha256) })
  expect(await oldStatus()).toBe('replaced')
  expect(await app.refusal(rosa, revokeAgreement, { params: old.params, body: { done: self } })).toBe(
    'not_possible_now',
  )
})

test('what nobody signed before it was replaced is signed no more', async () => {
  const old = await prepare()
  const next = await prepare()
  await app.as(rosa)(signAgreement, { params: next.params, body: signature('participant', next.agreement.sha256) })
  await app.as(dana)(signAgreement, { params: next.params, body: signature('mentor', next.agreement.sha256) })
  expect(
    await app.refusal(dana, signAgreement, { params: old.params, body: signature('mentor', old.agreement.sha256) }),
  ).toBe('not_possible_now')
})

test('for the program signs whoever coordinates or supervises, and no mentor', async () => {
  const ethics = await app.as(dana)(prepareAgreement, {
    params: { id: dana.personId },
    body: { id: id(), document: 'mentor-code-of-ethics', language: 'en' },
  })
  const params = { id: ethics.id }
  const body = { id: id(), as: 'organization' as const, done: self, sha256: ethics.sha256 }
  expect(await app.refusal(dana, signAgreement, { params, body })).toBe('not_allowed')
  expect(await app.as(coordinator)(signAgreement, { params, body })).toMatchObject({ waitingFor: ['mentor'] })
})

test('a signature is taken back from now on, and the words stay readable', async () => {
  const { agreement, params } = await prepare()
  const revoked = await app.as(rosa)(revokeAgreement, { params, body: { done: self } })
  expect(revoked).toMatchObject({ status: 'revoked', revokedAt: NOW, text: agreement.text })
  expect(await app.refusal(dana, signAgreement, { params, body: signature('mentor', agreement.sha256) })).toBe(
    'not_possible_now',
  )
})

test('after a signature is taken back the two have nothing signed: both are told, stay together and can sign anew', async () => {
  const sign = async () => {
    const { agreement, params } = await prepare()
    await app.as(dana)(signAgreement, { params, body: signature('mentor', agreement.sha256) })
    // On her mentor's phone: the mentor writes down that it was done together.
    await app.as(dana)(signAgreement, {
      params,
      body: { ...signature('participant', agreement.sha256), done: { mode: 'together' } },
    })
    app.clock.forward({ minutes: 1 })
    return params
  }
  const stands = async () => ({
    hers: (await app.as(rosa)(getMyMentor)).relationship,
    mentors: (await app.as(dana)(listMyPeople)).items.map(({ toSign }) => toSign),
  })
  const params = await sign()
  expect(await stands()).toMatchObject({ hers: { stage: 'active', agreementId: params.id }, mentors: [false] })
  await app.as(rosa)(revokeAgreement, { params, body: { done: self } })
  expect(await stands()).toMatchObject({ hers: { stage: 'active', agreementId: null }, mentors: [true] })
  const again = await sign()
  expect(await stands()).toMatchObject({ hers: { stage: 'active', agreementId: again.id }, mentors: [false] })
})

test('an agreement ends after its last day, and a night job writes the end down once', async () => {
  const { agreement, params } = await prepare({ expiresOn: '2026-06-03' })
  await app.as(rosa)(signAgreement, { params, body: signature('participant', agreement.sha256) })
  await app.as(dana)(signAgreement, { params, body: signature('mentor', agreement.sha256) })
  app.clock.moveTo('2026-06-03T15:00:00Z')
  expect((await app.as(rosa)(getAgreement, { params })).status).toBe('signed')
  app.clock.moveTo('2026-06-04T15:00:00Z')
  expect((await app.as(rosa)(getAgreement, { params })).status).toBe('expired')
  await app.runJob('agreements-expire')
  await app.runJob('agreements-expire')
  const { rows } = await app.owner.query(
    `select kind from agreement_events where agreement_id = $1 and kind <> 'signed'`,
    [agreement.id],
  )
  expect(rows).toEqual([{ kind: 'expired' }])
})

test('the privacy notice waits until the program has filled in what the law wants to stand there', async () => {
  const notice = { id: id(), document: 'patient-notice' as const, language: 'en' as const }
  const refused = await app
    .as(coordinator)(prepareAgreement, { params: { id: rosa.personId }, body: notice })
    .catch((error) => error.problem)
  expect(refused).toMatchObject({ code: 'text_not_ready', fields: { contact_name: 'is not filled in' } })
  const organization = await app.as(coordinator)(getOrganization)
  await app.as(coordinator)(changeOrganization, {
    body: {
      version: organization.version,
      name: organization.name,
      timeZone: organization.timeZone,
      languages: organization.languages,
      settings: {
        ...organization.settings,
        notice: {
          contactName: 'Cora',
          contactPhone: '555',
          contactEmail: 'c@example.org',
          contactAddress: '1 Main St',
          stateRules: 'None.',
          effectiveOn: '2026-01-01',
        },
      },
    },
  })
  const ready = await app.as(coordinator)(prepareAgreement, { params: { id: rosa.personId }, body: notice })
  expect(ready).toMatchObject({ waitingFor: ['participant'], mentor: null })
  expect(ready.text).toContain('DISCUSS IT WITH Cora')
  expect(
    await app.refusal(coordinator, changeOrganization, {
      body: {
        version: organization.version,
        name: 'X',
        timeZone: 'America/New_York',
        languages: ['en'],
        settings: organization.settings,
      },
    }),
  ).toBe('stale_version')
})

test('to another organization, and to a mentor who is not hers, no agreement exists', async () => {
  const { agreement, params } = await prepare()
  const stranger = await app.aPerson(here, 'mentor')
  for (const somebody of [outsider, stranger])
    expect(
      await Promise.all([
        app.refusal(somebody, listAgreements, { params: { id: rosa.personId } }),
        app.refusal(somebody, getAgreement, { params }),
        app.refusal(somebody, prepareAgreement, {
          params: { id: rosa.personId },
          body: { id: id(), document: 'promise', language: 'en' },
        }),
        app.refusal(somebody, signAgreement, {
          params,
          body: signature('participant', agreement.sha256, { done: { mode: 'together' } }),
        }),
        app.refusal(somebody, revokeAgreement, { params, body: { done: { mode: 'together' } } }),
      ]),
    ).toEqual(Array(5).fill('not_found'))
  expect(
    await app.refusal(coordinator, prepareAgreement, {
      params: { id: outsider.personId },
      body: { id: id(), document: 'promise', language: 'en' },
    }),
  ).toBe('not_found')
})
