import { createElement, type ReactNode } from 'react'
import { MePage } from '../slices/mentor-today/me-page.tsx'
import { PersonPage } from '../slices/mentor-today/person-page.tsx'
import { TodayPage } from '../slices/mentor-today/today-page.tsx'
import { LogPage } from '../slices/mentoring/log-page.tsx'
import { TalkPage } from '../slices/mentoring/talk-page.tsx'
import '../slices/mentoring/number-input.css'
import { PhoneShell } from '../ui/phone-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = ({ children }: { children: ReactNode }) =>
  createElement(PhoneShell, { bundle: 'mentor', children })

export const screens: ScreenBundle['screens'] = {
  '/mentor/today': TodayPage,
  '/mentor/people/$id': PersonPage,
  '/mentor/log': LogPage,
  '/mentor/talk/$id': TalkPage,
  '/mentor/me': MePage,
}
