import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fillPlaceholders, parseDocument } from './load.ts'
import { oneStop } from './one-stop.ts'
import { renderSentence } from './sentence.ts'

test('a name that ends with a full stop ends its sentence with that one', () => {
  expect(oneStop('Still to sign: Dana M..', ['Dana M.'])).toBe('Still to sign: Dana M.')
  expect(oneStop('Dana M. covers. Ask Dana M.. Thank Dana M..', ['Dana M.'])).toBe(
    'Dana M. covers. Ask Dana M. Thank Dana M.',
  )
  expect(oneStop('Hasta: las 5:00 p. m..', ['las 5:00 p. m.'])).toBe('Hasta: las 5:00 p. m.')
})

test('what somebody typed keeps its dots, and three dots stay three', () => {
  expect(oneStop('We may say: “Hi.. it is me”', ['Hi.. it is me'])).toBe('We may say: “Hi.. it is me”')
  expect(oneStop('Ask Dana M....', ['Dana M.'])).toBe('Ask Dana M....')
  expect(oneStop('Ask Dana.', ['Dana'])).toBe('Ask Dana.')
  expect(oneStop('Wait …', [3, undefined, null])).toBe('Wait …')
})

test.each(['en', 'es'])('the boundary agreement in %s has no double full stop where names end with one', (language) => {
  const source = readFileSync(join(import.meta.dirname, language, 'agreements', 'boundary-agreement.md'), 'utf8')
  const names = { organization: 'Casa Amiga Inc.', participant: 'Rosa T.', mentor: 'Dana M.', hours: '5 to 9 p. m.' }
  expect(fillPlaceholders(parseDocument(source).body, names)).not.toMatch(/[^.]\.\.(?!\.)/)
})

test('a sentence for staff has one full stop, too', () => {
  expect(renderSentence('Give it to {name}.', { name: 'Dana M.' }, 'en')).toBe('Give it to Dana M.')
})
