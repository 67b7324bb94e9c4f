import './tables.ts'
import type { Slice } from '../../platform/slice.ts'
import { deliverMail } from './deliver.ts'
import { notificationRoutes } from './routes.ts'

export { notify } from './notify.ts'
export { findStaffed, listOnCall, type OnCall } from './on-call.ts'
export { countDelivery, listNotices } from './queries.ts'

export const notifications: Slice = { name: 'notifications', routes: notificationRoutes, jobs: [deliverMail] }
