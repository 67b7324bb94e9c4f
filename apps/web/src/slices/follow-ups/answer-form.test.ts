import { answerFollowUp } from '@cairn/contract/follow-ups.ts'
import { expect, test } from 'vitest'
import { beginDone } from '../people-desk/done.ts'
import { type AnswerForm, answerBody, canAnswer, daysOf } from './answer-form.ts'

const id = '0199d6d0-0000-7000-8000-000000000001'
const at = {
  now: Date.parse('2026-11-24T18:00:00Z'),
  zone: 'America/Chicago',
  day: '2026-11-24',
  alwaysTellSupervisor: false,
}
const form: AnswerForm = {
  id,
  answer: null,
  days: [],
  otherDaysWithoutUse: false,
  substances: [],
  course: null,
  mayKnow: null,
  done: { ...beginDone('2026-11-24'), mode: 'phone' },
}
const sent = (change: Partial<AnswerForm>) => {
  const body = answerBody({ ...form, ...change }, at)
  expect(answerFollowUp.schema.body.safeParse(body).error).toBeUndefined()
  return body
}

test('only unknown days are asked about, each once', () => {
  expect(
    daysOf([
      { from: '2026-05-30', to: '2026-06-01' },
      { from: '2026-06-08', to: '2026-06-08' },
    ]),
  ).toEqual(['2026-05-30', '2026-05-31', '2026-06-01', '2026-06-08'])
})

test('nothing is preselected, and a paper names its witness first', () => {
  expect(canAnswer(form)).toBe(false)
  expect(canAnswer({ ...form, answer: 'no' })).toBe(true)
  expect(canAnswer({ ...form, answer: 'no', done: beginDone('2026-11-24') })).toBe(true)
  expect(canAnswer({ ...form, answer: 'no', done: { ...form.done, mode: 'paper' } })).toBe(false)
})

test('a no covers all days that were asked about', () => {
  expect(sent({ answer: 'no', days: ['2026-05-31'] })).toMatchObject({ days: [], otherDaysWithoutUse: true })
})

test('with a yes the other days stay unknown unless she went through them', () => {
  expect(sent({ answer: 'yes', days: ['2026-05-31'], substances: ['opioids'] })).toMatchObject({
    days: [{ day: '2026-05-31', state: 'used', substances: ['opioids'] }],
    otherDaysWithoutUse: false,
    mayKnow: null,
  })
  expect(sent({ answer: 'yes', otherDaysWithoutUse: true }).otherDaysWithoutUse).toBe(true)
})

test('rather not say carries nothing that was ticked before', () => {
  expect(sent({ answer: 'rather_not_say', days: ['2026-05-31'], mayKnow: 'mentor', course: 'once' })).toMatchObject({
    days: [],
    otherDaysWithoutUse: false,
    mayKnow: null,
    course: null,
  })
})
