import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorOf } from '../testing/error-of.ts'
import { deparse, type Expression, parseFormula } from './parse.ts'

const right = (text: string) => parseFormula(`y ~ ${text}`).right
/** An expression with every grouping shown. */
const grouped = (e: Expression): string => {
  switch (e.kind) {
    case 'binary':
      return `[${grouped(e.left)} ${e.op} ${grouped(e.right)}]`
    case 'unary':
      return `[${e.op} ${grouped(e.operand)}]`
    case 'call':
      return `${e.name}{${e.args.map(grouped).join('; ')}}`
    case 'parens':
      return grouped(e.inner)
    default:
      return deparse(e)
  }
}

test.each([
  ['a + b * c:d^2', '[a + [b * [c : [d ^ 2]]]]'],
  ['a - b - c', '[[a - b] - c]'],
  ['2^3^2', '[2 ^ [3 ^ 2]]'], // R: 512
  ['-2^2', '[- [2 ^ 2]]'], // R: -4
  ['2^-1', '[2 ^ [- 1]]'],
  ['a | b & c == d + 1', '[a | [b & [c == [d + 1]]]]'],
  ['!a == b', '[[! a] == b]'],
  ['(a + b) * c', '[[a + b] * c]'],
  ['strata(a, b)', 'strata{a; b}'],
  ['I((x - 1)^2 / 3e-2)', 'I{[[[x - 1] ^ 2] / 0.03]}'],
  ['f()', 'f{}'],
])('%s is read as %s', (text, shape) => {
  expect(grouped(right(text))).toBe(shape)
})

test('names may hold dots, underlines, letters of any alphabet, and anything at all between backticks', () => {
  expect(right('ph.ecog')).toMatchObject({ kind: 'name', name: 'ph.ecog' })
  expect(right('.hidden_1')).toMatchObject({ kind: 'name', name: '.hidden_1' })
  expect(right('größe')).toMatchObject({ kind: 'name', name: 'größe' })
  expect(right('`days (until) use`')).toMatchObject({ kind: 'name', name: 'days (until) use' })
  expect(right('.5')).toMatchObject({ kind: 'number', value: 0.5 })
  expect(right('1.5e3')).toMatchObject({ kind: 'number', value: 1500 })
  expect(right(`a == 'it "is"'`)).toMatchObject({ right: { kind: 'text', value: 'it "is"' } })
})

test('every piece knows where it stands in the text', () => {
  const formula = parseFormula('Surv(t, d) ~ a + log(b)')
  expect(formula.left).toMatchObject({ at: 0, end: 10 })
  expect(formula.right).toMatchObject({
    at: 13,
    end: 23,
    left: { at: 13, end: 14 },
    right: { at: 17, end: 23, args: [{ at: 21, end: 22 }] },
  })
})

test('a formula is printed as R prints it', () => {
  // R: deparse(quote(-a^2+b:c*(d-1)/3=="x"&!e|f>=2))
  expect(deparse(right('-a^2+b:c*(d-1)/3=="x"&!e|f>=2'))).toBe('-a^2 + b:c * (d - 1)/3 == "x" & !e | f >= 2')
  // R: names(coef(coxph(Surv(t, d) ~ `if` + `1st age` + `peer group` + a.b_c)))
  expect(['`if`', '`1st age`', '`peer group`', '`a.b_c`', '`.1`'].map((name) => deparse(right(name)))).toEqual([
    '`if`',
    '`1st age`',
    '`peer group`',
    'a.b_c',
    '`.1`',
  ])
})

/** Expressions with an underline wherever a blank may stand or not. */
const expression = fc.letrec<{ all: string; simple: string }>((tie) => ({
  simple: fc.constantFrom('a', 'b.c', '`two words`', '2', '0.5', '"t"'),
  all: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    tie('simple'),
    fc
      .tuple(tie('all'), fc.constantFrom('+', '-', '*', '/', ':', '^', '==', '<=', '&', '|'), tie('all'))
      .map(([left, op, right]) => `${left}_${op}_${right}`),
    tie('all').map((e) => `(_${e}_)`),
    tie('all').map((e) => `-_${e}`),
    fc.tuple(tie('all'), tie('all')).map(([first, second]) => `f(_${first},_${second})`),
  ),
})).all

test('what is printed is read as the same again, and blanks make no difference', () => {
  fc.assert(
    fc.property(expression, (pattern) => {
      const read = grouped(right(pattern.replaceAll('_', '')))
      expect(grouped(right(pattern.replaceAll('_', '  ')))).toBe(read)
      expect(grouped(right(deparse(right(pattern.replaceAll('_', '')))))).toBe(read)
    }),
  )
})

test.each([
  ['Surv(t, d)', 'needs a ~', 10, 1],
  ['a ~ b ~ c', 'one ~ only', 6, 1],
  ['~ a', 'outcome is missing', 0, 1],
  ['y ~', 'ends too early', 3, 1],
  ['y ~ a +', 'ends too early', 7, 1],
  ['y ~ a b', 'an operator such as + is expected', 6, 1],
  ['y ~ a + * b', 'a column or a number is expected', 8, 1],
  ['y ~ f(a', 'bracket is not closed', 5, 1],
  ['y ~ (a + b', 'bracket is not closed', 4, 1],
  ['f(y ~ a)', 'bracket is not closed', 1, 1],
  ['y ~ a)', 'no opening one', 5, 1],
  ['y) ~ a', 'no opening one', 1, 1],
  ['y ~ f(a 12)', 'a comma, an operator or a closing bracket', 8, 2],
  ['y ~ a = 1', '= does not fit', 6, 1],
  ['y ~ "open', 'quote " is not closed', 4, 1],
  ['y ~ `open', 'quote ` is not closed', 4, 1],
  ['y ~ a $ b', '$ has no meaning', 6, 1],
  ['y ~ 😀', '😀 has no meaning', 4, 1],
])('%s: refused with a caret under the place', (text, says, position, length) => {
  const error = errorOf(() => parseFormula(text))
  expect(error.message).toContain(says)
  expect(error).toMatchObject({ code: 'formula', fields: { position, length } })
})
