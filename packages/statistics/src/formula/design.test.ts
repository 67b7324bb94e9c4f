import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorOf } from '../testing/error-of.ts'
import { buildDesign } from './design.ts'
import { parseFormula } from './parse.ts'
import type { DataTable, TableColumn } from './table.ts'
import { expandTerms } from './terms.ts'

const number = (...values: number[]): TableColumn => ({ kind: 'number', values: Float64Array.from(values) })
const text = (...values: (string | null)[]): TableColumn => ({ kind: 'text', values })
const nan = Number.NaN

// A dozen people; one age and one group are missing.
const dozen: DataTable = {
  rows: 12,
  columns: new Map<string, TableColumn>([
    ['start', number(0, 0, 1, 0, 2, 0, 0, 3, 0, 0, 1, 0)],
    ['time', number(3, 5, 4, 6, 7, 2, 8, 9, 4, 6, 5, 10)],
    ['event', number(1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1)],
    ['coded', number(2, 1, 2, 2, 1, 2, 2, 1, 2, 1, 2, 2)],
    ['cause', number(1, 0, 2, 1, 0, 2, 1, 0, 2, 0, 1, 1)],
    ['age', number(30, 41, 35, 52, 28, 60, 47, 33, nan, 38, 44, 50)],
    ['g', text('b', 'A', 'b', 'c', 'A', 'c', 'b', 'A', 'b', 'c', null, 'A')],
    ['sex', text('f', 'm', 'm', 'f', 'f', 'm', 'm', 'f', 'm', 'f', 'm', 'f')],
    ['site', number(1, 2, 1, 10, 2, 1, 10, 2, 1, 2, 10, 1)],
    [
      'flag',
      { kind: 'logical', values: [true, false, true, true, false, false, true, false, true, false, false, true] },
    ],
    ['w', number(1, 2, 1, 1, 0.5, 1, 1, 1, 1, 1, 1, nan)],
  ]),
}
const design = (formula: string, options: Parameters<typeof buildDesign>[2] = {}, table = dozen) =>
  buildDesign(parseFormula(formula), table, options)
const outcome = 'Surv(time, event)'
const columns = (right: string) => design(`${outcome} ~ ${right}`).names

// R: colnames(coxph(Surv(time, event) ~ …, d, iter.max = 0, x = TRUE)$x), in the C locale
describe('columns of the model matrix are those of R, by name and order', () => {
  test.each([
    ['g + age', 'gb gc age'],
    ['g * sex', 'gb gc sexm gb:sexm gc:sexm'],
    ['g:sex', 'gA:sexf gb:sexf gc:sexf gA:sexm gb:sexm gc:sexm'],
    ['sex + g:age', 'sexm gA:age gb:age gc:age'],
    ['(age + g + sex)^2', 'age gb gc sexm age:gb age:gc age:sexm gb:sexm gc:sexm'],
    ['factor(site) + log(age)', 'factor(site)2 factor(site)10 log(age)'],
    ['flag + I(age^2) - 1', 'flagTRUE I(age^2)'],
    ['g * sex - g', 'sexm gb:sexf gc:sexf gb:sexm gc:sexm'],
    ['age:age', 'age'],
    ['I(age>40):sex', 'I(age > 40)FALSE:sexf I(age > 40)TRUE:sexf I(age > 40)FALSE:sexm I(age > 40)TRUE:sexm'],
    ['age + strata(site) + offset(w) + cluster(sex)', 'age'],
    ['age + (1 + age) + 0', 'age'],
  ])('%s', (right, names) => {
    expect(columns(right).join(' ')).toBe(names)
  })

  test.each([
    // R: attr(terms(~ …), "term.labels")
    ['b:a + a + c*b', 'a c b b:a b:c'],
    ['(a + b + c)^2 - a:b', 'a b c a:c b:c'],
    ['a*b*c', 'a b c a:b a:c b:c a:b:c'],
    ['a:b:a + b^2', 'b a:b'],
  ])('the terms of %s', (right, labels) => {
    expect(
      expandTerms(parseFormula(`y ~ ${right}`).right)
        .terms.map((t) => t.label)
        .join(' '),
    ).toBe(labels)
  })
})

test('the model matrix by hand: one column a level but the first, products row by row', () => {
  // R: coxph(Surv(time, event) ~ g * sex, d, iter.max = 0, x = TRUE)$x
  const { x, n, rows, terms } = design(`${outcome} ~ g * sex`)
  expect(n).toBe(11)
  expect([...rows]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11])
  expect(x.map((column) => column.join(''))).toEqual([
    '10100010100',
    '00010100010',
    '01100110100',
    '00100010100',
    '00000100000',
  ])
  expect(terms).toEqual([
    { term: 'g', columns: [0, 1] },
    { term: 'sex', columns: [2] },
    { term: 'g:sex', columns: [3, 4] },
  ])
})

test('rows that miss anything the formula or the weight needs are left out and counted by variable', () => {
  const d = design(`${outcome} ~ g + log(age)`, { weights: 'w' })
  expect(d).toMatchObject({
    n: 9,
    dropped: 3,
    missing: [
      { variable: 'g', rows: 1 },
      { variable: 'log(age)', rows: 1 },
      { variable: 'w', rows: 1 },
    ],
  })
  expect([...d.weights!]).toEqual([1, 2, 1, 1, 0.5, 1, 1, 1, 1])
  expect([...d.response.time]).toEqual([3, 5, 4, 6, 7, 2, 8, 9, 6])
})

test('a level without a row left is no column', () => {
  const table: DataTable = {
    rows: 5,
    columns: new Map([
      ['time', number(1, 2, 3, 4, 5)],
      ['event', number(1, 1, 0, 1, nan)],
      ['g', text('b', 'a', 'b', 'a', 'c')],
    ]),
  }
  expect(design(`${outcome} ~ g`, {}, table)).toMatchObject({
    names: ['gb'],
    factors: [{ variable: 'g', levels: ['a', 'b'] }],
  })
})

test('the event may be 0 and 1, 1 and 2 as in R, truth values, or a comparison; causes stay as they are', () => {
  const plain = design(`${outcome} ~ age`).response
  expect(plain.coding).toBe('0/1')
  for (const event of ['coded', 'coded == 2', 'event == 1', 'as.numeric(event)', 'cause > 0'])
    expect([...design(`Surv(time, ${event}) ~ age`).response.event]).toEqual([...plain.event])
  expect(design('Surv(time, coded) ~ age').response.coding).toBe('1/2')
  const causes = design('Surv(time, cause) ~ 1', { causes: true }).response
  expect([...causes.event]).toEqual([1, 0, 2, 1, 0, 2, 1, 0, 2, 0, 1, 1])
  expect(causes.coding).toBe('causes')
  expect([...design('Surv(start, time, event) ~ 1').response.start!]).toEqual([0, 0, 1, 0, 2, 0, 0, 3, 0, 0, 1, 0])
})

test('strata, clusters and offsets stand apart from the columns; several offsets add up', () => {
  const d = design(`${outcome} ~ age + strata(site, sex) + cluster(site) + offset(age / 10) + offset(log(site))`)
  expect(d.strata!.levels).toEqual([
    'site=1, sex=f',
    'site=1, sex=m',
    'site=2, sex=f',
    'site=2, sex=m',
    'site=10, sex=f',
    'site=10, sex=m',
  ])
  expect([...d.cluster!]).toEqual([0, 1, 0, 2, 1, 0, 2, 1, 1, 2, 0])
  expect(d.offset![1]).toBeCloseTo(4.1 + Math.log(2), 12)
  expect(d.offset![9]).toBeCloseTo(4.4 + Math.log(10), 12)
})

test('groups are crossed without their strata for a test, and with them for curves', () => {
  const groups = (right: string, crossed: true | 'with strata') =>
    design(`${outcome} ~ ${right}`, { crossed }).groups?.levels
  expect(groups('g', true)).toEqual(['A', 'b', 'c'])
  expect(groups('sex + flag', true)).toEqual([
    'sex=f, flag=FALSE',
    'sex=f, flag=TRUE',
    'sex=m, flag=FALSE',
    'sex=m, flag=TRUE',
  ])
  expect(groups('sex:flag', true)).toEqual(groups('sex + flag', true))
  expect(groups('sex + strata(flag)', true)).toEqual(['f', 'm'])
  expect(groups('strata(flag)', true)).toBeUndefined()
  // R: names(survfit(Surv(time, event) ~ sex + strata(flag), d)$strata)
  expect(groups('sex + strata(flag)', 'with strata')).toEqual([
    'sex=f, strata(flag)=flag=FALSE',
    'sex=f, strata(flag)=flag=TRUE',
    'sex=m, strata(flag)=flag=FALSE',
    'sex=m, strata(flag)=flag=TRUE',
  ])
  expect(groups('strata(flag)', 'with strata')).toEqual(['flag=FALSE', 'flag=TRUE'])
  expect(groups('1', true)).toBeUndefined()
})

test('with treatment contrasts the columns of a factor say which level a row has', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('x', 'Y', 'z', null), { minLength: 2, maxLength: 30 }), (cells) => {
      const levels = [...new Set(cells.filter((c) => c !== null))].sort()
      fc.pre(levels.length > 1)
      const table: DataTable = {
        rows: cells.length,
        columns: new Map([
          ['time', number(...cells.map((_, i) => i + 1))],
          ['event', number(...cells.map(() => 1))],
          ['g', text(...cells)],
        ]),
      }
      const d = design(`${outcome} ~ g`, {}, table)
      const kept = cells.filter((c) => c !== null)
      expect(d.names).toEqual(levels.slice(1).map((level) => `g${level}`))
      for (const [i, cell] of kept.entries())
        expect(d.x.map((column) => column[i])).toEqual(levels.slice(1).map((level) => Number(level === cell)))
    }),
  )
})

describe('a formula that means nothing is refused with a caret under the place', () => {
  test.each([
    ['time ~ age', 'must be Surv(', 0, 4],
    ['Surv(time) ~ age', 'here are 1', 0, 10],
    ['Surv(start, time, event, age) ~ g', 'here are 4', 0, 29],
    ['Surv(time, evnt) ~ g', 'no column evnt. Did you mean event?', 11, 4],
    [`${outcome} ~ 2 + age`, 'A number alone', 20, 1],
    [`${outcome} ~ "age"`, 'quoted text', 20, 5],
    [`${outcome} ~ .`, 'the dot', 20, 1],
    [`${outcome} ~ Surv(time, event)`, 'left of the ~', 20, 17],
    [`${outcome} ~ (age + g)^1.5`, 'power of a term', 30, 3],
    [`${outcome} ~ age^g`, 'power of a term', 24, 1],
    [`${outcome} ~ age / 10`, 'must stand inside I( ), as in I(age/10)', 23, 3],
    [`${outcome} ~ age > 40 + sex`, 'must stand inside I( )', 23, 3],
    [`${outcome} ~ g + cluster(site) + cluster(sex)`, 'Only one cluster()', 48, 1],
    [`${outcome} ~ offset(age, site)`, 'offset() takes one column', 20, 17],
    [`${outcome} ~ cluster()`, 'cluster() takes one column', 20, 9],
  ])('%s', (formula, says, position, length) => {
    const error = errorOf(() => design(formula))
    expect(error.message).toContain(says)
    expect(error).toMatchObject({ code: 'formula', fields: { position, length } })
  })
})

const changed = (name: string, column: TableColumn): DataTable => ({
  rows: 12,
  columns: new Map([...dozen.columns, [name, column]]),
})
const with12 = (at: number, value: number, fill = 1) =>
  number(...Array.from({ length: 12 }, (_, i) => (i === at ? value : fill)))

describe('data that cannot be are refused with column and row', () => {
  test.each([
    ['a negative time', changed('time', with12(4, -3)), {}, 'negative_time', { column: 'time', row: 4, value: -3 }],
    ['an event of 3', changed('event', with12(2, 3)), {}, 'bad_event', { column: 'event', row: 2, value: 3 }],
    [
      'an event of one half',
      changed('event', with12(2, 0.5)),
      {},
      'bad_event',
      { column: 'event', row: 2, value: 0.5 },
    ],
    [
      'a group with one level',
      changed('g', text(...new Array<string>(12).fill('x'))),
      {},
      'constant_covariate',
      { column: 'g' },
    ],
    [
      'a weight below 0',
      changed('w', with12(7, -1)),
      { weights: 'w' },
      'bad_weight',
      { column: 'w', row: 7, value: -1 },
    ],
    ['a weight that is no column', dozen, { weights: 'v' }, 'bad_weight', { column: 'v' }],
    ['nobody with all values', changed('g', text(...new Array<null>(12).fill(null))), {}, 'no_rows', {}],
    [
      'no rows',
      { rows: 0, columns: new Map([...dozen.columns.keys()].map((name) => [name, number()])) },
      {},
      'no_rows',
      {},
    ],
    [
      'a number with a slip of the pen',
      changed('g', text('1', '2', '3', '4', '1,5', '6', '7', null, '9', '10', '11', '12')),
      {},
      'not_a_number',
      { column: 'g', row: 4 },
    ],
  ])('%s', (_, table, options, code, fields) => {
    expect(errorOf(() => design(`${outcome} ~ g`, options, table as DataTable))).toMatchObject({ code, fields })
  })

  test('a start that does not come before its stop', () => {
    const error = errorOf(() => design('Surv(start, time, event) ~ g', {}, changed('start', with12(5, 2, 0))))
    expect(error).toMatchObject({ code: 'start_not_before_stop', fields: { column: 'start', row: 5, value: 2 } })
  })
})
