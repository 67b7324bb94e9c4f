import { StatisticsError } from '../statistics-error.ts'

/** What JSON can say: every number finite. A key whose value is undefined is not there. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
interface JsonObject {
  readonly [key: string]: Json | undefined
}

/**
 * One text for one value: keys sorted by their UTF-16 code units, no spaces, numbers and text as JSON.stringify writes them.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 * @throws not_a_number for a number that JSON does not have
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new StatisticsError('not_a_number', `${value} cannot be written as JSON`)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  return `{${Object.keys(value)
    .sort()
    .flatMap((key) => (value[key] === undefined ? [] : `${JSON.stringify(key)}:${canonicalJson(value[key])}`))
    .join(',')}}`
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value)
}
