import { groupSequentialCriticalValues } from '@cairn/statistics/causal/group-sequential.ts'
import { normalQuantile } from '@cairn/statistics/distributions/distributions.ts'
import { type Protocol, sharesOfLooks } from '../protocol/protocol.ts'
import { type Answer, answerInWords, type Comparison } from '../words/words.ts'
import type { Difference, LotteryComparison, ObservationalComparison } from './comparison-schema.ts'

/**
 * The sentence of a comparison, or null without one: the fair draw speaks before the adjusted comparison, and never both in one.
 * A verdict needs a look that the protocol dated: the data cut carries the look's label.
 */
export function answerOfComparisons(
  lottery: LotteryComparison | null,
  observational: ObservationalComparison | null,
  protocol: Protocol,
  dataCut: string,
): Answer | null {
  const made = lottery ?? observational
  if (!made) return null
  const { arms, riskDifference: r } = made
  const look = protocol.looks.findIndex((l) => l.label === dataCut)
  const comparison: Comparison = {
    design: lottery ? 'lottery' : 'observational',
    against: !lottery && observational?.control === 'later' ? { withinDays: observational.graceDays } : null,
    horizonDays: made.horizonDays,
    margin: protocol.margin,
    difference: atItsLook(r, protocol, look),
    events: (lottery ? undefined : observational?.eventsInAll) ?? (arms.with.events ?? 0) + (arms.without.events ?? 0),
    people: [peopleWith(lottery, observational), arms.without.people ?? 0],
    knownShare: [arms.with.known ?? 0, arms.without.known ?? 0],
    effectiveN:
      arms.with.effectiveN === null || arms.without.effectiveN === null
        ? null
        : [arms.with.effectiveN, arms.without.effectiveN],
    largestImbalance: lottery ? null : (observational?.largestImbalance ?? null),
    mentors: made.mentors ?? 0,
    atLook: look >= 0,
    nextLook: namesOfLooks(protocol),
  }
  return answerInWords(comparison)
}

/**
 * People with a mentor. Whoever is seen for less than the days of grace without beginning is in both groups of the adjusted comparison;
 * only those who began say anything of mentors.
 */
function peopleWith(lottery: LotteryComparison | null, observational: ObservationalComparison | null): number {
  if (lottery) return lottery.arms.with.people ?? 0
  return Math.min(observational?.arms.with.people ?? 0, observational?.startedInGrace ?? 0)
}

/**
 * The interval by which the verdict goes: of several looks each has a wider one, so that all together are wrong as seldom as one
 * (Lan & DeMets 1983). Without an interval nothing is excluded.
 */
export function atItsLook(
  { estimate, low, high }: Pick<Difference, 'estimate' | 'low' | 'high'>,
  protocol: Protocol,
  look: number,
): Comparison['difference'] {
  if (low === null || high === null) return { estimate, low: -1, high: 1 }
  if (look < 0) return { estimate, low, high }
  const critical = groupSequentialCriticalValues(sharesOfLooks(protocol).slice(0, look + 1))[look]!
  const wider = critical / normalQuantile(0.975)
  return { estimate, low: estimate + wider * (low - estimate), high: estimate + wider * (high - estimate) }
}

/** Data sets hold no dates, so which of the dated looks comes next is not known: all are named. */
export const namesOfLooks = (protocol: Protocol) =>
  protocol.looks.length === 0 ? null : protocol.looks.map((l) => `${l.label}: ${l.on}`).join(', ')
