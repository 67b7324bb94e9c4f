import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CsvError, formatCsv, parseCsv } from './csv.ts'

test('what is written is read again, whatever the cells hold', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', 'é', ' ', '-', '1') })
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
      expect(parseCsv(formatCsv(['x', 'y'], rows))).toEqual({ header: ['x', 'y'], rows })
    }),
  )
})

test('a byte-order mark, CRLF and blank lines at the end are no matter', () => {
  expect(parseCsv('\ufeffx,y\r\n1,2\r\n\r\n')).toEqual({ header: ['x', 'y'], rows: [['1', '2']] })
})

test.each([
  ['', 'the file is empty'],
  ['x;y\n1;2\n', 'separated by semicolons'],
  ['x,y\n1\n', 'row 2 has 1 cells'],
  ['x,y\n"1,2\n', 'never closed'],
  ['x,y\n"1"2,3\n', 'text follows a closing double quote on line 2'],
  ['x,y\n\n1,2\n', 'row 2 has 1 cells'],
])('%j is refused in a sentence', (text, sentence) => {
  expect(() => parseCsv(text)).toThrow(CsvError)
  expect(() => parseCsv(text)).toThrow(sentence)
})
