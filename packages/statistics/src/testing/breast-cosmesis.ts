import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The breast cosmesis data of Finkelstein & Wolfe 1985 (see validation/published): months, an empty end is 'not yet'. For tests. */
export function readCosmesis(): { readonly low: number[]; readonly high: number[]; readonly arm: string[] } {
  const file = join(import.meta.dirname, '../../../../validation/published/breast-cosmesis.csv')
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  return {
    low: rows.map((r) => Number(r[0])),
    high: rows.map((r) => (r[1] === '' ? Number.POSITIVE_INFINITY : Number(r[1]))),
    arm: rows.map((r) => r[2]!),
  }
}
