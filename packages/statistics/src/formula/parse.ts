import { StatisticsError } from '../statistics-error.ts'
import { numberLabel } from './table.ts'

/** A piece of an R formula, with where it stands in the text. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly end: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number; readonly end: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number; readonly end: number }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly args: readonly Expression[]
      readonly at: number
      readonly end: number
    }
  | {
      readonly kind: 'unary'
      readonly op: string
      readonly operand: Expression
      readonly at: number
      readonly end: number
    }
  | {
      readonly kind: 'binary'
      readonly op: string
      readonly left: Expression
      readonly right: Expression
      readonly at: number
      readonly end: number
    }
  | { readonly kind: 'parens'; readonly inner: Expression; readonly at: number; readonly end: number }

/** Left and right of the tilde. */
export interface Formula {
  readonly text: string
  readonly left: Expression
  readonly right: Expression
}

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'op' | 'end'
  readonly value: string
  readonly at: number
  readonly end: number
}

/** Binary operators of R from the loosest to the tightest; `^` binds to the right and tighter than the minus sign. */
const levels: readonly (readonly string[])[] = [
  ['|', '||'],
  ['&', '&&'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/'],
  [':'],
]

/** No formula that somebody wrote is longer or deeper; beyond it reading would run out of stack. */
const MOST_TOKENS = 4000
const DEEPEST = 200

/** Reads an R formula with both sides; throws `formula` with the position of the fault. */
export function parseFormula(text: string): Formula {
  const tokens = tokenize(text)
  if (tokens.length > MOST_TOKENS) throw fault(`A formula of ${tokens.length - 1} words and signs is too long.`, 0)
  const tildes = tokens.filter((t) => t.value === '~' && t.kind === 'op')
  if (tildes.length === 0)
    throw fault('A formula needs a ~ between outcome and covariates, as in Surv(time, event) ~ group.', text.length)
  if (tildes.length > 1) throw fault('A formula has one ~ only.', tildes[1]!.at)
  const parser = new Parser(tokens)
  if (parser.peek().value === '~') throw fault('The outcome is missing before the ~.', parser.peek().at)
  const left = parser.expression(0)
  parser.take('~')
  const right = parser.expression(0)
  parser.finish()
  return { text, left, right }
}

/** The fault of a formula, with where it is. */
export function fault(message: string, position: number, length = 1): StatisticsError {
  return new StatisticsError('formula', message, { position, length: Math.max(1, length) })
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const pattern =
    /\s+|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>(?:[\p{L}]|\.(?!\d))[\p{L}\p{N}._]*)|`(?<quoted>[^`]+)`|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<op>==|!=|<=|>=|&&|\|\||\*\*|[-+*/^:~(),<>!&|=])/uy
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) {
      const sign = String.fromCodePoint(text.codePointAt(at)!)
      throw fault(
        sign === '"' || sign === "'" || sign === '`'
          ? `The quote ${sign} is not closed.`
          : `${sign} has no meaning in a formula.`,
        at,
      )
    }
    const g = match.groups!
    const end = pattern.lastIndex
    const push = (kind: Token['kind'], value: string) => tokens.push({ kind, value, at, end })
    if (g.number !== undefined) push('number', g.number)
    else if (g.name !== undefined) push('name', g.name)
    else if (g.quoted !== undefined) push('name', g.quoted)
    else if (g.double !== undefined) push('text', g.double)
    else if (g.single !== undefined) push('text', g.single)
    else if (g.op !== undefined) push('op', g.op === '**' ? '^' : g.op)
  }
  tokens.push({ kind: 'end', value: '', at: text.length, end: text.length })
  return tokens
}

class Parser {
  readonly tokens: readonly Token[]
  index = 0
  depth = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  peek(): Token {
    return this.tokens[this.index]!
  }

  take(value: string): Token {
    const token = this.peek()
    if (token.kind === 'op' && token.value === ')' && value !== ')')
      throw fault('This closing bracket has no opening one.', token.at)
    if (token.kind !== 'op' || token.value !== value) throw this.unexpected(`${value} is expected here`)
    this.index++
    return token
  }

  finish(): void {
    if (this.peek().kind === 'end') return
    const { value, at } = this.peek()
    if (value === ')') throw fault('This closing bracket has no opening one.', at)
    throw this.unexpected('an operator such as + is expected here')
  }

  unexpected(wanted: string): StatisticsError {
    const { kind, value, at, end } = this.peek()
    return fault(
      kind === 'end' ? `The formula ends too early: ${wanted}.` : `${value} does not fit: ${wanted}.`,
      at,
      end - at,
    )
  }

  expression(level: number): Expression {
    if (level === levels.length) return this.unary()
    let left = this.expression(level + 1)
    for (let t = this.peek(); t.kind === 'op' && levels[level]!.includes(t.value); t = this.peek()) {
      this.index++
      const right = this.expression(level + 1)
      left = { kind: 'binary', op: t.value, left, right, at: left.at, end: right.end }
    }
    return left
  }

  unary(): Expression {
    const t = this.peek()
    if (++this.depth > DEEPEST) throw fault('The formula is nested too deeply.', t.at)
    const expression = this.signed(t)
    this.depth--
    return expression
  }

  signed(t: Token): Expression {
    if (t.kind === 'op' && (t.value === '-' || t.value === '+' || t.value === '!')) {
      this.index++
      const operand = this.unary()
      return { kind: 'unary', op: t.value, operand, at: t.at, end: operand.end }
    }
    return this.power()
  }

  power(): Expression {
    const left = this.primary()
    if (this.peek().kind !== 'op' || this.peek().value !== '^') return left
    this.index++
    const right = this.unary()
    return { kind: 'binary', op: '^', left, right, at: left.at, end: right.end }
  }

  primary(): Expression {
    const t = this.peek()
    if (t.kind === 'number') {
      this.index++
      return { kind: 'number', value: Number(t.value), at: t.at, end: t.end }
    }
    if (t.kind === 'text') {
      this.index++
      return { kind: 'text', value: t.value, at: t.at, end: t.end }
    }
    if (t.kind === 'op' && t.value === '(') {
      this.index++
      const inner = this.expression(0)
      const close = this.close(t.at)
      return { kind: 'parens', inner, at: t.at, end: close.end }
    }
    if (t.kind !== 'name') throw this.unexpected('a column or a number is expected here')
    this.index++
    if (this.peek().kind !== 'op' || this.peek().value !== '(')
      return { kind: 'name', name: t.value, at: t.at, end: t.end }
    const open = this.take('(')
    const args: Expression[] = []
    if (this.peek().value !== ')' || this.peek().kind !== 'op')
      for (;;) {
        args.push(this.expression(0))
        if (this.peek().kind !== 'op' || this.peek().value !== ',') break
        this.index++
      }
    const close = this.close(open.at)
    return { kind: 'call', name: t.value, args, at: t.at, end: close.end }
  }

  close(openedAt: number): Token {
    const t = this.peek()
    if (t.kind === 'op' && t.value === ')') return this.take(')')
    if (t.kind === 'end' || t.value === '~') throw fault('This bracket is not closed.', openedAt)
    throw this.unexpected('a comma, an operator or a closing bracket is expected here')
  }
}

const reserved = new Set([
  'if',
  'else',
  'repeat',
  'while',
  'function',
  'for',
  'in',
  'next',
  'break',
  'NULL',
  'NA',
  'NaN',
  'Inf',
])

/** A column's name as R writes it in a formula: between backticks where it would be read as something else. */
export function quotedName(name: string): string {
  return /^(?:\p{L}|\.(?!\d))[\p{L}\p{N}._]*$/u.test(name) && !reserved.has(name) ? name : `\`${name}\``
}

/** Text of an expression as R prints it: blanks around operators, none around ^, : and /. */
export function deparse(e: Expression): string {
  switch (e.kind) {
    case 'number':
      return numberLabel(e.value)
    case 'text':
      return JSON.stringify(e.value)
    case 'name':
      return quotedName(e.name)
    case 'call':
      return `${e.name}(${e.args.map(deparse).join(', ')})`
    case 'unary':
      return `${e.op}${deparse(e.operand)}`
    case 'parens':
      return `(${deparse(e.inner)})`
    case 'binary':
      return e.op === '^' || e.op === ':' || e.op === '/'
        ? `${deparse(e.left)}${e.op}${deparse(e.right)}`
        : `${deparse(e.left)} ${e.op} ${deparse(e.right)}`
  }
}
