import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorOf } from '../testing/error-of.ts'
import { evaluate, interaction, nearest, numbers, toFactor } from './evaluate.ts'
import { parseFormula } from './parse.ts'
import { compareInCLocale, type DataTable, numberLabel } from './table.ts'

const table: DataTable = {
  rows: 4,
  columns: new Map([
    ['age', { kind: 'number', values: Float64Array.of(30, 41, Number.NaN, 50) }],
    ['site', { kind: 'number', values: Float64Array.of(10, 2, 1, 2) }],
    ['g', { kind: 'text', values: ['b', null, 'A', 'a'] }],
    ['flag', { kind: 'logical', values: [true, false, null, true] }],
    ['zero', { kind: 'number', values: Float64Array.of(1, 0, 2, 3) }],
  ]),
}
const expression = (text: string) => parseFormula(`y ~ ${text}`).right
const value = (text: string) => evaluate(expression(text), table)
const list = (text: string): unknown[] => {
  const found = value(text)
  return found.kind === 'factor' ? [] : Array.from<unknown>(found.values)
}

describe('arithmetic row by row; what is missing stays missing', () => {
  test.each([
    ['age + 1', [31, 42, Number.NaN, 51]],
    ['-site^2', [-100, -4, -1, -4]],
    ['(age - 30) / site', [0, 5.5, Number.NaN, 10]],
    ['site * flag', [10, 0, Number.NaN, 2]],
    ['log(site)', [Math.log(10), Math.log(2), 0, Math.log(2)]],
    ['I(sqrt(site + 2))', [Math.sqrt(12), 2, Math.sqrt(3), 2]],
    ['floor(age / 7)', [4, 5, Number.NaN, 7]],
    ['as.numeric(flag)', [1, 0, Number.NaN, 1]],
    ['7', [7, 7, 7, 7]],
  ])('%s', (text, values) => {
    expect(list(text)).toEqual(values)
  })
})

describe('comparisons; and, or, not with missing values as R has them', () => {
  test.each([
    ['age > 40', [false, true, null, true]],
    ['g == "A"', [false, null, true, false]],
    ['g < "a"', [false, null, true, false]], // capitals before small letters in the C locale
    ['site == "2"', [false, true, false, true]],
    ['flag == TRUE', [true, false, null, true]],
    ['!flag', [false, true, null, false]],
    // R: c(TRUE, FALSE, NA, TRUE) & c(FALSE, TRUE, TRUE, TRUE); … | …
    ['flag & site < 10', [false, false, null, true]],
    ['flag && site > 5', [true, false, false, false]],
    ['flag | site == 1', [true, false, true, true]],
    ['flag || site > 5', [true, false, null, true]],
  ])('%s', (text, values) => {
    expect(list(text)).toEqual(values)
  })
})

test('levels: text in the C locale, numbers by size, FALSE before TRUE, missing is no level', () => {
  expect(value('factor(g)')).toMatchObject({ levels: ['A', 'a', 'b'], codes: Int32Array.of(2, -1, 0, 1) })
  expect(value('factor(site)')).toMatchObject({ levels: ['1', '2', '10'], codes: Int32Array.of(2, 1, 0, 1) })
  expect(value('factor(flag)')).toMatchObject({ levels: ['FALSE', 'TRUE'], codes: Int32Array.of(1, 0, -1, 1) })
  expect(value('factor(factor(g))')).toEqual(value('factor(g)'))
})

test('strata are named as R names them and hold only what occurs', () => {
  // R: levels(with(d, strata(site, g))): site=1, g=A; site=2, g=a; site=10, g=b
  expect(value('strata(site, g)')).toMatchObject({
    levels: ['site=1, g=A', 'site=2, g=a', 'site=10, g=b'],
    codes: Int32Array.of(2, -1, 0, 1),
  })
  expect(value('strata(age > 40)')).toMatchObject({ levels: ['age > 40=FALSE', 'age > 40=TRUE'] })
})

test('crossing factors keeps every row in the level of its parts', () => {
  const codes = fc.array(fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 3 })), { minLength: 1 })
  fc.assert(
    fc.property(codes, (pairs) => {
      const part = (k: 0 | 1, levels: string[]) => ({
        name: 'ab'[k]!,
        factor: { kind: 'factor' as const, codes: Int32Array.from(pairs, (p) => p[k]), levels },
      })
      const [a, b] = [part(0, ['x', 'y', 'z']), part(1, ['1', '2', '3', '4'])]
      const both = interaction([a, b])
      for (const [i, [p, q]] of pairs.entries())
        expect(both.levels[both.codes[i]!]).toBe(
          p < 0 || q < 0 ? undefined : `a=${a.factor.levels[p]}, b=${b.factor.levels[q]}`,
        )
      expect(new Set(both.codes).size - Number(both.codes.includes(-1))).toBe(both.levels.length)
    }),
  )
})

test('a number as the name of a level is what R writes', () => {
  // R: as.character(c(100000, 123456, 0.0001, 0.00012, 0.001, 1e-5, 1e15, 0.1 + 0.2, 1/3, 120000, 1e22, -2.50))
  expect(
    [100000, 123456, 0.0001, 0.00012, 0.001, 1e-5, 1e15, 0.1 + 0.2, 1 / 3, 120000, 1e22, -2.5].map(numberLabel),
  ).toEqual([
    '1e+05',
    '123456',
    '1e-04',
    '0.00012',
    '0.001',
    '1e-05',
    '1e+15',
    '0.3',
    '0.333333333333333',
    '120000',
    '1e+22',
    '-2.5',
  ])
})

test('the C locale orders by code point, beyond the first plane too', () => {
  expect(['b', 'Z', 'é', '😀', 'a', 'ab', '\uFFFD', ''].sort(compareInCLocale)).toEqual([
    '',
    'Z',
    'a',
    'ab',
    'b',
    'é',
    '\uFFFD',
    '😀',
  ])
})

test('a name mistyped by two letters is recognized, one that is far is not', () => {
  expect(nearest('Agee', ['age', 'site'])).toBe(' Did you mean age?')
  expect(nearest('strat', ['factor', 'strata'])).toBe(' Did you mean strata?')
  expect(nearest('xyz', ['age', 'site'])).toBe('')
})

describe('what has no meaning is refused with a caret under it', () => {
  test.each([
    ['agee', 'There is no column agee. Did you mean age?', 4, 4],
    ['log(agee)', 'There is no column agee', 8, 4],
    ['lgo(age)', 'no function lgo(); there are factor', 4, 3],
    ['log(age, 2)', 'log() takes one column', 4, 11],
    ['factor()', 'factor() takes one column', 4, 8],
    ['strata()', 'strata() needs a column', 4, 8],
    ['log(age:site)', 'A colon has no meaning inside a function', 11, 1],
  ])('%s', (text, says, position, length) => {
    const error = errorOf(() => value(text))
    expect(error.message).toContain(says)
    expect(error).toMatchObject({ code: 'formula', fields: { position, length } })
  })
})

describe('what does not exist is refused with the row and the column', () => {
  test.each([
    ['log(zero)', 'log(0) does not exist', 'zero', 1],
    ['sqrt(zero - 1)', 'sqrt(-1) does not exist', 'zero - 1', 1],
    ['site / zero', '2 / 0 does not exist', 'site/zero', 1],
    ['log(g)', '"b" is not a number', 'g', 0],
  ])('%s', (text, says, column, row) => {
    const error = errorOf(() => value(text))
    expect(error.message).toContain(says)
    expect(error).toMatchObject({ code: 'not_a_number', fields: { column, row } })
  })
})

test('text that is to be a number is refused at its first row that is none', () => {
  const mixed: DataTable = { rows: 3, columns: new Map([['x', { kind: 'text', values: ['1', null, 'two'] }]]) }
  expect(errorOf(() => numbers(expression('x'), mixed))).toMatchObject({
    code: 'not_a_number',
    fields: { column: 'x', row: 2 },
  })
})

test('a factor of a factor is itself', () => {
  const factor = toFactor({ kind: 'text', values: ['b', 'a'] })
  expect(toFactor(factor)).toBe(factor)
})
