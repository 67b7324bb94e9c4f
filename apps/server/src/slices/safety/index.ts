import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import type { AnySignal } from '../attention/index.ts'
import { safetySignal } from './alerts.ts'
import { safetyRoutes } from './routes.ts'

export { findWhoIsThere } from './who-is-there.ts'

export const safety: Slice<AnySignal> = { name: 'safety', routes: safetyRoutes, signals: [safetySignal] }
