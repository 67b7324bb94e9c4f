import { ACTIONS } from '@cairn/program/access/actions.ts'
import { expect, test } from 'vitest'
import en from '../../../../../content/en/screens/my-me.json' with { type: 'json' }
import es from '../../../../../content/es/screens/my-me.json' with { type: 'json' }
import { KNOWN_ACTIONS } from './actions.ts'

test('every kind of record that has words exists in the access table, and has them in both languages', () => {
  for (const action of KNOWN_ACTIONS) {
    expect(ACTIONS).toContain(action)
    for (const texts of [en, es]) expect(texts.sees.actions).toHaveProperty(action.replace('.', '_'))
  }
})
