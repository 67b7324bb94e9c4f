import { answerMyAsk } from '@cairn/contract/outcomes.ts'
import { expect, test } from 'vitest'
import { type AskDraft, askBody, canSendAsk } from './ask.ts'

const empty: AskDraft = { answer: null, used: [], mayKnow: null, course: null }
const facts = { knownUse: false, supervisorToldSaid: false }
const time = { recordedAt: '2026-11-22T21:00:00.000Z', zone: 'America/Chicago', day: '2026-11-22' }

test.each([
  ['no', { ...empty, answer: 'no' as const }],
  ['some', { ...empty, answer: 'some' as const, used: ['2026-11-03'], mayKnow: 'mentor' as const }],
  ['rather not say', { ...empty, answer: 'rather_not_say' as const }],
])('%s is sent as the contract takes it', (_, draft) => {
  const body = { id: '019802a0-0000-7000-8000-000000000001', ...time, ...askBody(draft, { kind: 'days' }, facts) }
  expect(answerMyAsk.schema.body.safeParse(body).error).toBeUndefined()
})

test('rather not say carries nothing else, whatever was tapped before', () => {
  const draft: AskDraft = { answer: 'rather_not_say', used: ['2026-11-03'], mayKnow: 'mentor', course: 'once' }
  expect(askBody(draft, { kind: 'days' }, facts)).toMatchObject({
    days: [],
    mayKnow: null,
    course: null,
    otherDaysWithoutUse: false,
  })
})

test('not sure when leaves every day unknown', () => {
  expect(askBody({ ...empty, answer: 'some' }, { kind: 'days' }, facts)).toMatchObject({
    answer: 'yes',
    days: [],
    otherDaysWithoutUse: false,
  })
})

test('that it is right means what is known: with use among it, yes', () => {
  expect(askBody({ ...empty, answer: 'right' }, { kind: 'confirm' }, { ...facts, knownUse: true }).answer).toBe('yes')
  expect(askBody({ ...empty, answer: 'right' }, { kind: 'confirm' }, facts)).toMatchObject({
    answer: 'no',
    otherDaysWithoutUse: true,
  })
})

test('nothing is sent without an answer', () => {
  expect(canSendAsk(empty)).toBe(false)
})
