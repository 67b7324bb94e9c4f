import { getBoardPanel, getBoard as getBoardRoute } from '@cairn/contract/board.ts'
import type { Services } from '../../platform/services.ts'
import type { App, Slice } from '../../platform/slice.ts'
import { getBoard } from './board.ts'
import { getPanel } from './panel.ts'

function boardRoutes(app: App, services: Services): void {
  app.route({ ...getBoardRoute, handler: (request) => getBoard(request, request.query, services.mailWorks) })
  app.route({ ...getBoardPanel, handler: (request) => getPanel(request, request.params.id) })
}

export const board: Slice = { name: 'board', routes: boardRoutes }
