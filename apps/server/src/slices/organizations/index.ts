import type { Slice } from '../../platform/slice.ts'
import { organizationRoutes } from './routes.ts'

export { dayDone, getTimeZone, todayHere } from './days.ts'
export { getOrganization, getPolicy, type OrganizationRow } from './queries.ts'

export const organizations: Slice = { name: 'organizations', routes: organizationRoutes }
