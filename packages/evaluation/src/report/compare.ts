import type { ProgramDataSet } from '../dataset/schema.ts'
import type { PersonRecord } from '../estimates/follow-up.ts'
import { compareByLottery } from '../estimates/lottery.ts'
import { LotteryRefusal } from '../estimates/lottery-refusal.ts'
import { compareObservationally } from '../estimates/observational.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Report } from './schema.ts'
import { NO_COVARIATES, whyNotAdjusted } from './why-not-compared.ts'

type Comparisons = Pick<Report, 'lottery' | 'observational' | 'notCompared'>

/**
 * The comparisons that the protocol names: by the fair draw where there was one, and adjusted. What cannot be made is listed with why.
 * @param seed of the re-runs of the draw
 */
export function comparisonsOf(
  d: ProgramDataSet,
  people: readonly PersonRecord[],
  protocol: Protocol,
  seed: number,
): Comparisons {
  const out: Comparisons = { lottery: null, observational: null, notCompared: [] }
  if (protocol.analyses.includes('lottery') && d.lottery.rows > 0)
    try {
      out.lottery = compareByLottery(d, people, protocol, { seed })
    } catch (error) {
      if (!(error instanceof LotteryRefusal)) throw error
      out.notCompared.push({ analysis: 'lottery', text: error.text })
    }
  if (!protocol.analyses.includes('observational')) return out
  if (protocol.covariates.length === 0) {
    out.notCompared.push({ analysis: 'observational', text: NO_COVARIATES })
    return out
  }
  try {
    out.observational = compareObservationally(d, people, protocol)
  } catch (error) {
    const text = whyNotAdjusted(error, protocol.horizon_days)
    if (!text) throw error
    out.notCompared.push({ analysis: 'observational', text })
  }
  return out
}
