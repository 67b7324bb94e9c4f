import { BoardPage } from '../slices/board/board-page.tsx'
import { FollowUpsPage } from '../slices/follow-ups/follow-ups-page.tsx'
import { GroupsPage } from '../slices/groups/groups-page.tsx'
import { MentorsPage } from '../slices/mentors/mentors-page.tsx'
import { PeoplePage } from '../slices/people-desk/people-page.tsx'
import { PersonPage } from '../slices/people-desk/person-page.tsx'
import { OnCallPage } from '../slices/safety-desk/on-call-page.tsx'
import { SetupPage } from '../slices/setup/setup-page.tsx'
import { WaitingPage } from '../slices/waiting/waiting-page.tsx'
import { DeskShell } from '../ui/desk-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = DeskShell

export const screens: ScreenBundle['screens'] = {
  '/desk/board': BoardPage,
  '/desk/people': PeoplePage,
  '/desk/people/$id': PersonPage,
  '/desk/waiting': WaitingPage,
  '/desk/mentors': MentorsPage,
  '/desk/follow-ups': FollowUpsPage,
  '/desk/groups': GroupsPage,
  '/desk/on-call': OnCallPage,
  '/setup': SetupPage,
}
