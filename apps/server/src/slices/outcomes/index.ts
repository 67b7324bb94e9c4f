import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { personPart } from './person.ts'
import { outcomesRoutes } from './routes.ts'
import { outcomeSignals } from './signals.ts'

export { addUseAnswer, type EntryMode, fillDays } from './answers.ts'
export { endAsk, ensureAsks, listOpenAsks, viewMyAsk } from './asks.ts'
export { getMyPath } from './calendar.ts'
export { findLastKnownDay, listDaysToFill, listUnknownDays, rangeText } from './days.ts'
export { listFollowUps, viewFollowUps } from './follow-ups.ts'
export { listSubstances } from './her-substances.ts'
export { listMayKnow } from './may-know.ts'
export { beginReport, fillReportDays, listMyReports, listSafetyLeads } from './reports.ts'
export { listFirstHelpers } from './signals.ts'
export type { UseReportRow } from './tables.ts'

export const outcomes: Slice<AnySignal> = {
  name: 'outcomes',
  routes: outcomesRoutes,
  signals: outcomeSignals,
  person: personPart,
}
