import type { ProgramDataSet } from '../dataset/schema.ts'
import {
  type FollowUp,
  firstEventFollowUp,
  gatherPeople,
  knownUntil,
  type OutcomeChoice,
  outcomeOf,
  type PersonRecord,
} from '../estimates/follow-up.ts'
import { coverageByState, knownShares, peopleByState } from '../estimates/known.ts'
import { landmarkCurves } from '../estimates/landmark.ts'
import { naiveComparison } from '../estimates/naive.ts'
import { mantelByarByMentor, mantelByarByState, ratesByMentor, ratesByState } from '../estimates/rates.ts'
import { askCounts, servedCounts } from '../estimates/served.ts'
import { type EventCoding, type ExposureRule, STATES, splitByState } from '../estimates/states.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { answerInWords, type NoComparison } from '../words/words.ts'
import { answerOfComparisons } from './answer-of.ts'
import { comparisonsOf } from './compare.ts'
import { DROP_TEXTS, NOTES, VARIANT_TEXTS } from './report-texts.ts'
import { type PeriodCounts, REPORT_VERSION, type Report } from './schema.ts'

export interface EvaluationOptions {
  /** Called with a share from 0 to 1 and what is being computed. */
  onProgress?: (share: number, step: string) => void
  seed?: number
  dataHash?: string | null
  protocolHash?: string | null
  /** Counts by fiscal year, from whoever knows dates. */
  periods?: readonly PeriodCounts[]
}

const ONCE_STARTED: ExposureRule = { kind: 'once_started' }
const MENTOR_LABELS = ['without', 'with']

/**
 * Evaluates a program: who was served and followed up, what happened with and without support, how far the unknown could
 * change it, and the sentence that the design allows. The data set must have passed `checkDataSet`.
 * Row order never changes a number. The seed is that of the re-runs of a draw; `withBootstrap` adds what is resampled.
 */
export function evaluateProgram(dataSet: ProgramDataSet, protocol: Protocol, options: EvaluationOptions = {}): Report {
  const progress = options.onProgress ?? (() => {})
  progress(0, 'gathering')
  const people = gatherPeople(dataSet)
  const outcome = outcomeOf(protocol)
  const followUp = firstEventFollowUp(people, protocol, outcome)
  const rows = splitByState(people, followUp)
  progress(0.3, 'rates')
  const testAt = (coding: EventCoding) =>
    mantelByarByMentor(splitByState(people, followUp, ONCE_STARTED, coding))?.p ?? null
  const asItHappened = {
    rates: ratesByState(rows),
    byMentor: ratesByMentor(rows),
    test: mantelByarByMentor(rows),
    testByState: mantelByarByState(rows),
    testByEventDay: { first: testAt('first'), middle: testAt('middle'), last: testAt('last') },
  }
  progress(0.5, 'curves')
  const curves = (groupOf: (state: number) => number, labels: readonly string[]) =>
    protocol.landmarks.map((l) =>
      landmarkCurves(people, followUp, l, protocol.horizon_days, protocol.windows, groupOf, labels),
    )
  const landmarks = curves((s) => s & 1, MENTOR_LABELS)
  const landmarksByState = curves((s) => s, STATES)
  progress(0.7, 'comparison that misleads')
  const { rates: _rates, ...naive } = naiveComparison(people, followUp, rows)
  progress(0.75, 'comparisons')
  const comparisons = comparisonsOf(dataSet, people, protocol, options.seed ?? 1)
  const { lottery, observational } = comparisons
  progress(0.95, 'follow-up')
  const report: Report = {
    report_version: REPORT_VERSION,
    release: false,
    program: dataSet.description.program ?? null,
    dataCut: dataSet.description.data_cut.label,
    dataHash: options.dataHash ?? null,
    protocolHash: options.protocolHash ?? null,
    protocol,
    definitions: {
      ...dataSet.description.definitions,
      outcome: `${protocol.outcome.definition}:${protocol.outcome.unknown_days}`,
    },
    seed: options.seed ?? 1,
    horizonDays: protocol.horizon_days,
    answer:
      answerOfComparisons(lottery, observational, protocol, dataSet.description.data_cut.label) ??
      answerInWords({ design: 'none', reason: whyNoComparison(followUp, asItHappened.byMentor) }),
    served: servedCounts(dataSet),
    periods: [...(options.periods ?? [])],
    asks: askTables(dataSet, protocol),
    analysis: analysisTable(dataSet, people, followUp),
    coverage: coverageTable(dataSet, people, followUp, protocol, outcome),
    asItHappened: { ...asItHappened, landmarks, landmarksByState },
    naive,
    variants: variantsOf(people, protocol),
    ...comparisons,
    notes: [NOTES.sources, NOTES.once_started],
  }
  progress(1, 'done')
  return report
}

function whyNoComparison(f: FollowUp, rates: ReturnType<typeof ratesByMentor>): NoComparison {
  if (f.person.length === 0) return 'nobody_followed'
  if (rates.with.people === 0) return 'nobody_with_mentor'
  return rates.without.people === 0 ? 'everybody_with_mentor' : 'only_described'
}

function askTables(d: ProgramDataSet, protocol: Protocol): Report['asks'] {
  const edges = [0, ...protocol.windows]
  return {
    all: askCounts(d),
    byWindow: protocol.windows.map((to, i) => ({ from: edges[i]! + 1, to, ...askCounts(d, edges[i]! + 1, to) })),
  }
}

function analysisTable(d: ProgramDataSet, people: readonly PersonRecord[], f: FollowUp): Report['analysis'] {
  const ended = ['event', 'other_death', 'missed_ask', 'data_cut', 'withdrew'] as const
  return {
    people: f.person.length,
    events: f.event.filter(Boolean).length,
    dropped: (Object.keys(f.dropped) as (keyof typeof f.dropped)[]).map((reason) => ({
      reason,
      n: f.dropped[reason],
      text: DROP_TEXTS[reason],
    })),
    ended: ended.map((reason) => ({ reason, n: f.end.filter((e) => e === reason).length })),
    overdoseDeathsOutside: f.overdoseDeathsOutside,
    measuredAfterMentoring: Object.entries(d.covariates).map(([covariate, c]) => ({
      covariate,
      n: people.filter((p) => c.measuredOn[p.row]! > p.mentorSince).length,
    })),
  }
}

function coverageTable(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  f: FollowUp,
  protocol: Protocol,
  outcome: OutcomeChoice,
): Report['coverage'] {
  const analyzed = f.eligible.map((row) => people[row]!)
  const known = new Map(analyzed.map((p) => [p.id, knownUntil(p)]))
  const eventDay = new Map(f.id.flatMap((id, k) => (f.event[k] ? [[id, f.stop[k]!] as const] : [])))
  const lastDue = new Map<string, number>()
  d.asks.participant_id.forEach((id, i) => {
    lastDue.set(id, Math.max(lastDue.get(id) ?? Number.NEGATIVE_INFINITY, d.asks.due_day[i]!))
  })
  const { observed, covered } = coverageByState(analyzed, eventDay, lastDue)
  const landmark = protocol.landmarks[0] ?? 0
  const byState = peopleByState(analyzed, landmark, STATES.length)
  return {
    byState: STATES.map((state, s) => ({
      state,
      days: observed[s]!,
      share: observed[s]! > 0 ? covered[s]! / observed[s]! : null,
    })),
    followUpByState: STATES.map((state, s) => {
      const [at] = knownShares(byState[s]!, [protocol.horizon_days], outcome, known)
      return { state, n: at!.n, known: at!.followUpRate }
    }),
    landmark,
    known: knownShares(analyzed, protocol.windows, outcome, known),
  }
}

/** Would another choice tell another story? Rates with and without a mentor under each. */
function variantsOf(people: readonly PersonRecord[], protocol: Protocol): Report['variants'] {
  const primary = outcomeOf(protocol)
  const heavy: OutcomeChoice = { kinds: new Set(['heavy_use']), sources: primary.sources }
  const anySource: OutcomeChoice = { kinds: primary.kinds, sources: null }
  const current: ExposureRule = { kind: 'current', carryOver: protocol.carry_over_days }
  const choices = [
    ['primary', primary, ONCE_STARTED],
    ['current', primary, current],
    ['heavy', heavy, ONCE_STARTED],
    ['any_source', anySource, ONCE_STARTED],
  ] as const
  return choices.map(([name, outcome, rule]) => {
    const rows = splitByState(people, firstEventFollowUp(people, protocol, outcome), rule)
    return {
      name,
      text: VARIANT_TEXTS[name](protocol.carry_over_days),
      ...ratesByMentor(rows),
      p: mantelByarByMentor(rows)?.p ?? null,
    }
  })
}
