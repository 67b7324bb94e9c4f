import type { CsvTable } from '../apps/cli/src/csv.ts'

type Numbers = readonly (number | null)[]

/** What R says to a question: columns of numbers, or why it stopped. */
export type Answer = Readonly<Record<string, Numbers>> & { readonly error?: Numbers }

/** A question put to R, and how its answer is compared with ours. */
export interface Question {
  readonly job: Readonly<Record<string, unknown>>
  readonly where: string
  readonly compare: (r: Answer) => Promise<void> | void
}

/** A column of numbers of a data set. */
export function numbers(table: CsvTable, name: string): Float64Array {
  const column = table.columns.get(name)
  if (column?.kind !== 'number') throw new Error(`${table.path} has no numbers in ${name}`)
  return column.values
}
