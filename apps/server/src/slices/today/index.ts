import { getMentorToday as getMentorTodayRoute, getMyToday as getMyTodayRoute } from '@cairn/contract/today.ts'
import type { App, Slice } from '../../platform/slice.ts'
import { getMentorToday } from './mentor-today.ts'
import { getMyToday } from './my-today.ts'

function todayRoutes(app: App): void {
  app.route({ ...getMyTodayRoute, handler: (request) => getMyToday(request, request.query.day) })
  app.route({ ...getMentorTodayRoute, handler: (request) => getMentorToday(request) })
}

export const today: Slice = { name: 'today', routes: todayRoutes }
