import { changeOrganization, getOrganization } from '@cairn/contract/organizations.ts'
import type { App } from '../../platform/slice.ts'
import * as commands from './commands.ts'
import * as queries from './queries.ts'

export function organizationRoutes(app: App): void {
  app.route({ ...getOrganization, handler: (request) => queries.getOrganization(request) })
  app.route({ ...changeOrganization, handler: (request) => commands.changeOrganization(request, request.body) })
}
