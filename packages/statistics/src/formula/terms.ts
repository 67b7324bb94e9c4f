import { deparse, type Expression, fault } from './parse.ts'

/** A term of a model: the variables whose product it is, by name in order of appearance. */
export interface ModelTerm {
  readonly label: string
  readonly variables: readonly string[]
}

/** The right side of a formula, expanded as R's terms() does. */
export interface ModelTerms {
  /** Every variable by its text as R prints it. */
  readonly variables: ReadonlyMap<string, Expression>
  /** Main effects first, then interactions by order. */
  readonly terms: readonly ModelTerm[]
  readonly offsets: readonly Expression[]
  readonly clusters: readonly Expression[]
  readonly strata: readonly string[]
}

/** Expands + : * ^ and − on the right side of a formula (Wilkinson & Rogers 1973, as R). */
export function expandTerms(right: Expression): ModelTerms {
  const variables = new Map<string, Expression>()
  const offsets: Expression[] = []
  const clusters: Expression[] = []
  const key = (term: ReadonlySet<string>) => [...term].sort((a, b) => place(a) - place(b)).join('\u0000')
  const place = (name: string) => [...variables.keys()].indexOf(name)
  type Terms = Map<string, ReadonlySet<string>>
  const single = (term: ReadonlySet<string>): Terms => new Map([[key(term), term]])
  const union = (a: Terms, b: Terms): Terms => new Map([...a, ...b])
  const product = (a: Terms, b: Terms): Terms => {
    const out: Terms = new Map()
    for (const x of a.values())
      for (const y of b.values()) {
        const term = new Set([...x, ...y])
        out.set(key(term), term)
      }
    return out
  }
  const variable = (e: Expression): Terms => {
    const name = deparse(e)
    if (!variables.has(name)) variables.set(name, e)
    return single(new Set([name]))
  }
  /** What stands beside a minus, a colon or a star: only terms, for a cluster or an offset would be taken in all the same. */
  const terms = (e: Expression): Terms => {
    const before = clusters.length + offsets.length
    const expanded = expand(e)
    if (clusters.length + offsets.length > before)
      throw fault('cluster() and offset() stand by themselves, after a plus.', e.at, e.end - e.at)
    return expanded
  }
  const expand = (e: Expression): Terms => {
    switch (e.kind) {
      case 'number':
        // 1 and 0 speak of the intercept, which a Cox model has not and a comparison does not need.
        if (e.value === 0 || e.value === 1) return new Map()
        throw fault('A number alone is no covariate; only 1 and 0 may stand here.', e.at, e.end - e.at)
      case 'text':
        throw fault('A quoted text is no covariate.', e.at, e.end - e.at)
      case 'parens':
        return expand(e.inner)
      case 'unary':
        if (e.op === '-') {
          terms(e.operand)
          return new Map()
        }
        return e.op === '!' ? variable(e) : expand(e.operand)
      case 'name':
        if (e.name === '.') throw fault('Name the columns one by one; the dot for all columns is not supported.', e.at)
        return variable(e)
      case 'call':
        if (e.name === 'offset') {
          offsets.push(only(e))
          return new Map()
        }
        if (e.name === 'cluster') {
          clusters.push(only(e))
          return new Map()
        }
        if (e.name === 'Surv') throw fault('Surv() belongs to the left of the ~.', e.at, e.end - e.at)
        return variable(e)
      case 'binary': {
        if (e.op === '+') {
          const left = expand(e.left)
          return union(left, expand(e.right))
        }
        if (e.op === '-') {
          const left = expand(e.left)
          const out = new Map(left)
          for (const k of terms(e.right).keys()) out.delete(k)
          return out
        }
        if (e.op === ':') {
          const left = terms(e.left)
          return product(left, terms(e.right))
        }
        if (e.op === '*') {
          const left = terms(e.left)
          const both = terms(e.right)
          return union(union(left, both), product(left, both))
        }
        if (e.op === '^') {
          const power = e.right.kind === 'number' ? e.right.value : Number.NaN
          if (!Number.isInteger(power) || power < 1)
            throw fault(
              'The power of a term must be a whole number; write I(x^2) for a square.',
              e.right.at,
              e.right.end - e.right.at,
            )
          const base = expand(e.left)
          let out = base
          for (let k = 1; k < power; k++) out = union(out, product(out, base))
          return out
        }
        if (isCondition(e)) return variable(e)
        throw fault(
          `${e.op} between columns must stand inside I( ), as in I(${deparse(e)}).`,
          e.left.end,
          e.right.at - e.left.end,
        )
      }
    }
  }
  const expanded = [...expand(right).values()].map((term) => [...term].sort((a, b) => place(a) - place(b)))
  const ordered = expanded
    .map((names, i) => ({ names, i }))
    .sort((a, b) => a.names.length - b.names.length || a.i - b.i)
  const used = new Set(ordered.flatMap(({ names }) => names))
  const strata = [...variables].flatMap(([name, e]) =>
    e.kind === 'call' && e.name === 'strata' && used.has(name) ? [name] : [],
  )
  return {
    variables,
    terms: ordered.map(({ names }) => ({ label: names.join(':'), variables: names })),
    offsets,
    clusters,
    strata,
  }
}

/** A comparison that stands for itself, as in `age > 40 & sex == "F"`; with a sum in it R would take the sum for a part of it. */
function isCondition(e: Expression): boolean {
  if (e.kind !== 'binary') return true
  return /^[=!<>&|]/.test(e.op) && isCondition(e.left) && isCondition(e.right)
}

function only(e: Expression & { kind: 'call' }): Expression {
  if (e.args.length !== 1) throw fault(`${e.name}() takes one column.`, e.at, e.end - e.at)
  return e.args[0]!
}
