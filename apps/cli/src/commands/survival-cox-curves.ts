import type { Design } from '@cairn/statistics/formula/design.ts'
import type { CoxFit, CoxInput } from '@cairn/statistics/survival/cox.ts'
import { predictedSurvival } from '@cairn/statistics/survival/cox-baseline.ts'
import { nearestOf } from '../arguments.ts'
import type { StepCurve } from '../plot/step-curves.ts'
import { digits } from '../text-table.ts'
import { UserError } from '../user-error.ts'

/**
 * Curves that a Cox model predicts for each value of one variable of the formula, the other columns at their means: the levels of a
 * category, or the 10th, 50th and 90th percentile of a number; in each stratum.
 */
export function predictedCurves(variable: string, design: Design, input: CoxInput, fit: CoxFit): readonly StepCurve[] {
  const term = design.terms.find((t) => t.term === variable)
  if (!term) {
    const names = design.terms.map((t) => t.term)
    throw new UserError(
      `--curves ${variable}: the formula has no term ${variable}.${nearestOf(variable, names)} Its terms are ${names.join(', ')}.`,
    )
  }
  const parts = (name: string) => name.split(':')
  const joined = design.terms.find((t) => t !== term && parts(t.term).some((p) => parts(variable).includes(p)))
  if (joined || variable.includes(':'))
    throw new UserError(
      `--curves ${variable}: a curve cannot hold ${(joined ?? term).term} at its mean; leave the interaction out.`,
    )
  const means = design.x.map((column) => column.reduce((a, b) => a + b, 0) / design.n)
  const strata = design.strata
    ? design.strata.levels.map((name, code) => ({ name, code }))
    : [{ name: '', code: undefined }]
  const last = design.response.time.reduce((a, b) => Math.max(a, b), 0)
  return valuesOf(variable, term.columns, design).flatMap(({ name, values }, k) =>
    strata.map((stratum, s): StepCurve => {
      const x = [...means]
      for (const [c, column] of term.columns.entries()) x[column] = values[c]!
      const steps = predictedSurvival(input, fit, x, stratum.code)
      return {
        name: stratum.name === '' ? name : `${name}, ${stratum.name}`,
        colour: k,
        isDashed: s % 2 === 1,
        from: 1,
        end: last,
        steps: steps.map(({ time, survival, low, high }) => ({ time, value: survival, low, high })),
      }
    }),
  )
}

function valuesOf(variable: string, columns: readonly number[], design: Design) {
  const factor = design.factors.find((f) => f.variable === variable)
  if (factor)
    return factor.levels.map((level, l) => ({
      name: `${variable} ${level}`,
      values: columns.map((_, c) => Number(c === l - 1)),
    }))
  const sorted = Float64Array.from(design.x[columns[0]!]!).sort()
  const at = [0.1, 0.5, 0.9].map((share) => sorted[Math.floor(share * (sorted.length - 1))]!)
  return [...new Set(at)].map((value) => ({ name: `${variable} ${digits(value)}`, values: [value] }))
}
