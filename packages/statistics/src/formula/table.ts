/** A column of a data table: numbers (NaN = missing), or text or truth values (null = missing). */
export type TableColumn =
  | {
      readonly kind: 'number'
      readonly values: Float64Array
      /** Written without point or exponent, as R's integers: a level of 100000 is then `100000` and not `1e+05`. */
      readonly isWhole?: boolean
    }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] }
  | { readonly kind: 'logical'; readonly values: readonly (boolean | null)[] }

/** Named columns of equal length. */
export interface DataTable {
  readonly rows: number
  readonly columns: ReadonlyMap<string, TableColumn>
}

/** Orders text by code points, as R does in the C locale. */
export function compareInCLocale(a: string, b: string): number {
  const x = [...a]
  const y = [...b]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const d = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!
    if (d !== 0) return d
  }
  return x.length - y.length
}

/** A number as R writes it as the name of a level: up to 15 significant digits. */
export function numberLabel(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const plain = String(rounded)
  if (Math.abs(rounded) >= 1e5 && Number.isInteger(rounded)) {
    const [mantissa, exponent] = rounded.toExponential().split('e') as [string, string]
    const scientific = `${mantissa}e+${exponent.replace('+', '').padStart(2, '0')}`
    return scientific.length < plain.length ? scientific : plain
  }
  if (rounded !== 0 && Math.abs(rounded) < 1e-3) {
    const [mantissa, exponent] = rounded.toExponential().split('e-') as [string, string]
    const scientific = `${mantissa}e-${exponent.padStart(2, '0')}`
    if (Math.abs(rounded) < 1e-4 || scientific.length < plain.length) return scientific
  }
  return plain
}
