import type { CsvTable } from '../csv.ts'

/**
 * The first lines of the R that `--r-code` prints: ten digits, categories sorted as ours, the file read under the names it has.
 * R's name for the rows is `d`.
 */
export function readingLines(table: CsvTable, ...packages: readonly string[]): string[] {
  const separator = table.separator === ',' ? '' : `, sep = ${JSON.stringify(table.separator)}`
  const encoding = table.hasByteOrderMark ? ', fileEncoding = "UTF-8-BOM"' : ''
  return [
    ...packages.map((name) => `library(${name})`),
    'options(digits = 10)',
    'invisible(Sys.setlocale("LC_COLLATE", "C"))  # categories sorted as cairn sorts them',
    `d <- read.csv(${JSON.stringify(table.path)}${separator}${encoding}, na.strings = c("", "NA"), check.names = FALSE)`,
  ]
}
