import { ACTIONS } from '@cairn/program/access/actions.ts'
import { expect, test } from 'vitest'
import en from '../../../../../content/en/screens/my-me.json' with { type: 'json' }
import es from '../../../../../content/es/screens/my-me.json' with { type: 'json' }
import { KNOWN_ACTIONS, SIGN_IN_ACTIONS } from './actions.ts'

test('every kind of record that has words exists in the access table, and has them in both languages', () => {
  for (const action of KNOWN_ACTIONS) {
    expect(ACTIONS).toContain(action)
    for (const texts of [en, es]) expect(texts.sees.actions).toHaveProperty(action.replace('.', '_'))
  }
})

test('signing in as her is told in sentences of its own, in both languages', () => {
  for (const action of SIGN_IN_ACTIONS) {
    expect(ACTIONS).toContain(action)
    for (const texts of [en, es]) expect(texts.looked).toHaveProperty(action.replace('.', '_'))
  }
})
