/** The one table that every answer about use fills. Days are whole numbers: days since 1970-01-01, or since enrollment. */

export type DayState = 'used' | 'not_used' | 'unknown'
export type Severity = 'use' | 'heavy_use'

/** Where an answer came from. `self` is 'I want to tell you I used' and the calendar; `import` is an earlier system. */
export type Source = 'self' | 'check_in' | 'ask' | 'test' | 'mentor_together' | 'clinician' | 'collateral' | 'import'

/** Sources in which the participant speaks, alone or together with somebody. */
export const ownSources: readonly Source[] = ['self', 'check_in', 'ask', 'mentor_together']

/** Sources that reach everybody alike, whoever has a mentor: the primary outcome is made of these alone. */
export const exposureBlindSources: readonly Source[] = ['ask', 'test']

interface Told {
  /** The answer that said so: one answer tells about each day at most once per substance. */
  readonly answerId: string
  /** Null when the answer was about any use at all. */
  readonly substance: string | null
  readonly severity: Severity | null
  readonly source: Source
  /** Days between the day itself and the day on which it was told. */
  readonly recallDays: number
  readonly askId: string | null
}

export interface DayReport extends Told {
  readonly day: number
  readonly state: 'used' | 'not_used'
}

/** Use on at least one day of a stretch whose exact day is not known. Its days stay unknown; the event does not. */
export interface UseRange extends Told {
  readonly fromDay: number
  readonly toDay: number
}

export interface DayRow {
  readonly day: number
  readonly state: 'used' | 'not_used'
  readonly substances: readonly string[]
  readonly severity: Severity | null
  readonly source: Source
  readonly recallDays: number
  readonly askId: string | null
  /** True when another answer said the opposite. Both are in `reports`. */
  readonly disagreement: boolean
  readonly reports: readonly DayReport[]
}

export interface DayTable {
  readonly reports: readonly DayReport[]
  readonly ranges: readonly UseRange[]
  readonly days: ReadonlyMap<number, DayRow>
}

export interface TableOptions {
  readonly ranges?: readonly UseRange[]
  /** Only answers from these sources count. */
  readonly sources?: readonly Source[]
  /** Only this substance: use of another says nothing, use without a name counts, 'not used' without a name covers it. */
  readonly substance?: string
  /** Answers that the person who gave them took back. They stay stored and stop counting. */
  readonly withdrawn?: ReadonlySet<string>
}

export class DayTableError extends Error {
  readonly code: 'not_a_day' | 'answer_contradicts_itself' | 'range_backwards'
  constructor(code: DayTableError['code'], message: string) {
    super(message)
    this.name = 'DayTableError'
    this.code = code
  }
}

const sourceOrder: readonly Source[] = [
  'test',
  'check_in',
  'ask',
  'self',
  'mentor_together',
  'clinician',
  'collateral',
  'import',
]

const byCertainty = (a: DayReport, b: DayReport): number =>
  a.recallDays - b.recallDays ||
  sourceOrder.indexOf(a.source) - sourceOrder.indexOf(b.source) ||
  (a.answerId < b.answerId ? -1 : a.answerId > b.answerId ? 1 : 0) ||
  (`${a.substance}` < `${b.substance}` ? -1 : 1)

const keyOf = (report: DayReport): string => JSON.stringify([report.answerId, report.day, report.substance])

const contentOf = ({ state, severity, source, recallDays, askId }: DayReport): string =>
  JSON.stringify([state, severity, source, recallDays, askId])

function distinct(reports: readonly DayReport[]): DayReport[] {
  const seen = new Map<string, DayReport>()
  for (const report of reports) {
    if (!Number.isInteger(report.day) || !Number.isInteger(report.recallDays) || report.recallDays < 0) {
      throw new DayTableError(
        'not_a_day',
        `Answer '${report.answerId}' names a day or a recall that is not a whole number.`,
      )
    }
    const known = seen.get(keyOf(report))
    if (known !== undefined && contentOf(known) !== contentOf(report)) {
      throw new DayTableError(
        'answer_contradicts_itself',
        `Answer '${report.answerId}' says two different things about day ${report.day}.`,
      )
    }
    if (known === undefined) seen.set(keyOf(report), report)
  }
  return [...seen.values()].sort((a, b) => a.day - b.day || byCertainty(a, b))
}

function distinctRanges(ranges: readonly UseRange[]): UseRange[] {
  const seen = new Map<string, UseRange>()
  for (const range of ranges) {
    if (!Number.isInteger(range.fromDay) || !Number.isInteger(range.toDay)) {
      throw new DayTableError('not_a_day', `Answer '${range.answerId}' names a day that is not a whole number.`)
    }
    if (range.fromDay > range.toDay) {
      throw new DayTableError(
        'range_backwards',
        `Answer '${range.answerId}' names a stretch that ends before it begins.`,
      )
    }
    seen.set(JSON.stringify([range.answerId, range.fromDay, range.toDay, range.substance]), range)
  }
  return [...seen.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, range]) => range)
}

function rowOf(day: number, reports: readonly DayReport[]): DayRow {
  const used = reports.filter((report) => report.state === 'used')
  const deciding = used.length > 0 ? used : reports
  const first = [...deciding].sort(byCertainty)[0]!
  const severities = used.map((report) => report.severity)
  return {
    day,
    state: first.state,
    substances: [...new Set(used.flatMap(({ substance }) => (substance === null ? [] : [substance])))].sort(),
    severity: severities.includes('heavy_use') ? 'heavy_use' : severities.includes('use') ? 'use' : null,
    source: first.source,
    recallDays: first.recallDays,
    askId: first.askId,
    disagreement: used.length > 0 && used.length < reports.length,
    reports,
  }
}

/**
 * Builds the day table from answers.
 *
 * Precedence: a day is *used* when any counted answer says so, whatever its recall; it is *not used* when an answer says so
 * and none says *used*; else it is unknown. So 'not used' never overwrites 'used' silently: both are kept, the row says that
 * they disagree, and only the person who gave an answer can take it back (`withdrawn`). The row's source and recall are
 * those of the deciding answer with the shortest recall; severity is the strongest told. The order of answers never matters.
 *
 * @param reports answers by day; the same answer twice counts once
 * @throws DayTableError `not_a_day`, `answer_contradicts_itself`, `range_backwards`
 */
export function dayTable(reports: readonly DayReport[], options: TableOptions = {}): DayTable {
  const { sources, substance, withdrawn } = options
  const counts = (told: Told): boolean =>
    (sources === undefined || sources.includes(told.source)) && !(withdrawn?.has(told.answerId) ?? false)
  const kept = distinct(reports).filter(counts)
  const ranges = distinctRanges(options.ranges ?? []).filter(
    (range) => counts(range) && (substance === undefined || range.substance === null || range.substance === substance),
  )
  const byDay = new Map<number, DayReport[]>()
  for (const report of kept) {
    const named = report.substance
    if (substance === undefined) {
      // 'No opioids' is not 'nothing': a negative answer about one substance leaves the day open.
      if (report.state === 'not_used' && named !== null) continue
    } else if (named !== null && named !== substance) continue
    const list = byDay.get(report.day)
    if (list === undefined) byDay.set(report.day, [report])
    else list.push(report)
  }
  const days = new Map([...byDay].map(([day, list]) => [day, rowOf(day, list)]))
  return { reports: kept, ranges, days }
}

/** The state of one day; `unknown` when no answer tells about it. */
export function stateOn(table: DayTable, day: number): DayState {
  return table.days.get(day)?.state ?? 'unknown'
}
