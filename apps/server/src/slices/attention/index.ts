import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import { attentionRoutes } from './routes.ts'
import { attentionJobs } from './watch.ts'

export { finish, give, settleByTalk, takeBack, undo } from './commands.ts'
export { attentionDue } from './due.ts'
export { findStandstill } from './health.ts'
export { inOrder, isAwake, listOpenItems, lockItem, viewItems } from './queries.ts'
export { type Notify, reconcile } from './reconcile.ts'
export type { AnySignal, Signal } from './signal.ts'
export type { ItemRow } from './tables.ts'
export { groupOf, isOverdue, isSafety, levelOf } from './view.ts'
export { lookNow, sweep, watchSignals } from './watch.ts'

export const attention: Slice = { name: 'attention', routes: attentionRoutes, jobs: attentionJobs }
