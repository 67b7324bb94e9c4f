import { expect, test } from 'vitest'
import { findRoute } from '../../routes.ts'
import { dueTarget } from './due.ts'

const id = '019802a0-0000-7000-8000-000000000001'

test.each([
  { kind: 'answer_match', matchId: id, mentor: 'Dana' },
  { kind: 'sign_agreement', with: 'Dana' },
  { kind: 'questions', askId: id, closesOn: '2026-11-30', unknownDays: 6 },
  { kind: 'assessment', instrumentId: 'phq-4', title: 'Mood and worry', items: 4 },
  { kind: 'baseline', dueOn: '2026-11-30' },
  { kind: 'check_in' },
] as const)('the due thing $kind leads to a page that exists for her', (due) => {
  const entry = findRoute(dueTarget(due).to)
  expect(entry?.bundle).toBe('my')
})

test('what is counted reaches the words', () => {
  expect(dueTarget({ kind: 'questions', askId: id, closesOn: '2026-11-30', unknownDays: 6 }).count).toBe(6)
})
