import { type Protocol, protocolSchema } from '../protocol/protocol.ts'
import { SMALLEST_CELL } from '../report/release-counts.ts'
import { REPORT_VERSION, type Report, reportSchema } from '../report/schema.ts'

/** Why reports cannot be pooled, in one sentence that names the file. */
export class PoolingError extends Error {
  override readonly name = 'PoolingError'
}

/** One program's released report; `file` is the name by which people are told about it. */
export interface Site {
  readonly file: string
  readonly report: Report
  readonly protocol: Protocol
  readonly protocolHash: string
}

const HOW_TO_RELEASE = 'make a release of it with cairn evaluate DIR --release --out site.json'

/**
 * Reads a program's released report from the text of its file. Only what fits the schemas of report and protocol to the last
 * field is taken, so nothing else can travel with it.
 * @throws PoolingError not JSON, not a report, a full report, a small cell, no protocol hash, a protocol that is none
 */
export function readSite(file: string, text: string): Site {
  const value = parseJson(file, text)
  if (typeof value !== 'object' || value === null || !('report_version' in value))
    throw new PoolingError(`${file} is not a report of cairn evaluate: ${HOW_TO_RELEASE.replace(' of it', '')}.`)
  if (value.report_version !== REPORT_VERSION)
    throw new PoolingError(
      `${file} is a report of version ${JSON.stringify(value.report_version)}, and this program reads version ${REPORT_VERSION}.`,
    )
  // Asked first: of a full report nothing is read, whatever else may be wrong with it.
  if ('release' in value && value.release === false)
    throw new PoolingError(`${file} is a full report, which holds small counts: ${HOW_TO_RELEASE}.`)
  const parsed = reportSchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue!.path.length > 0 ? `, ${issue!.path.join('.')}` : ''
    throw new PoolingError(`${file}${where}: this is not what cairn evaluate writes (${lowerFirst(issue!.message)}).`)
  }
  const report = parsed.data
  if (report.protocolHash === null)
    throw new PoolingError(`${file} does not say by which protocol it was made (protocolHash is null).`)
  const protocol = protocolSchema.safeParse(report.protocol)
  if (!protocol.success)
    throw new PoolingError(`${file}, protocol: this is not a protocol of cairn evaluate (docs/methods.md, 'Protocol').`)
  refuseSmallCells(file, report)
  refuseNegativeVariance(file, report)
  return { file, report, protocol: protocol.data, protocolHash: report.protocolHash }
}

function parseJson(file: string, text: string): unknown {
  if (text.trimStart().startsWith('<'))
    throw new PoolingError(`${file} is a page for people: give the same report as data (--release --out site.json).`)
  try {
    return JSON.parse(text)
  } catch {
    throw new PoolingError(`${file} is not JSON: check its commas, quotes and brackets.`)
  }
}

/** A release says 0 or a multiple of 5 from 10 on; anything else was put in by hand, or should never have left. */
function refuseSmallCells(file: string, { lottery, observational }: Report): void {
  for (const [name, comparison] of Object.entries({ lottery, observational }))
    for (const [arm, { people, events }] of Object.entries(comparison?.arms ?? {}))
      for (const [what, n] of Object.entries({ people, events }))
        if (n !== null && n > 0 && n < SMALLEST_CELL - 1)
          throw new PoolingError(
            `${file}, ${name}.arms.${arm}.${what}: ${n} is a small count, which no release holds: ${HOW_TO_RELEASE}.`,
          )
}

function refuseNegativeVariance(file: string, { lottery, observational }: Report): void {
  if (lottery?.logRank && lottery.logRank.v < 0)
    throw new PoolingError(`${file}, lottery.logRank.v: a variance is not negative (${lottery.logRank.v}).`)
  for (const [name, comparison] of Object.entries({ lottery, observational })) {
    const se = comparison?.riskDifference.se ?? null
    if (se !== null && se < 0)
      throw new PoolingError(`${file}, ${name}.riskDifference.se: a standard error is not negative (${se}).`)
  }
}

/**
 * Whether these reports may be pooled: one protocol and one horizon, and no program twice.
 * @throws PoolingError naming both files and, where they differ, both values
 */
export function checkSites(sites: readonly Site[]): void {
  const [first, ...others] = sites
  if (!first) throw new PoolingError('There is no report to pool.')
  for (const other of others) {
    if (other.protocolHash !== first.protocolHash)
      throw new PoolingError(
        `${first.file} and ${other.file} were made by different protocols (${short(first.protocolHash, other.protocolHash)} and ${short(other.protocolHash, first.protocolHash)}): only the same comparison can be pooled.`,
      )
    if (other.report.horizonDays !== first.report.horizonDays)
      throw new PoolingError(
        `${first.file} looks at day ${first.report.horizonDays} and ${other.file} at day ${other.report.horizonDays}: only the same horizon can be pooled.`,
      )
  }
  sites.forEach((a, i) => {
    for (const b of sites.slice(i + 1)) {
      if (a.file === b.file) throw new PoolingError(`${a.file} is given twice: give each program once.`)
      if (a.report.dataHash !== null && a.report.dataHash === b.report.dataHash)
        throw new PoolingError(
          `${a.file} and ${b.file} are made from the same data (${a.report.dataHash.slice(0, 12)}…): give each program once.`,
        )
      if (a.report.program !== null && a.report.program === b.report.program && a.report.dataCut === b.report.dataCut)
        throw new PoolingError(
          `${a.file} and ${b.file} are of the same program and data cut (${a.report.program}, ${a.report.dataCut}): give each program once.`,
        )
    }
  })
}

/** The first twelve letters of a hash, or all of it where twelve do not tell it from the other. */
const short = (hash: string, other: string) =>
  hash.length > 12 && hash.slice(0, 12) !== other.slice(0, 12) ? `${hash.slice(0, 12)}…` : hash

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
