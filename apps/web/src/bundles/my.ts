import { createElement, type ReactNode } from 'react'
import { CheckScreen } from '../slices/check-ins/check.tsx'
import { WaveScreen } from '../slices/coping/wave.tsx'
import { TodayScreen } from '../slices/my-today/today.tsx'
import { DaysScreen } from '../slices/outcomes/days.tsx'
import { PhoneShell } from '../ui/phone-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = ({ children }: { children: ReactNode }) =>
  createElement(PhoneShell, { bundle: 'my', children })

export const screens: ScreenBundle['screens'] = {
  '/my/today': TodayScreen,
  '/my/check': CheckScreen,
  '/my/check/days': DaysScreen,
  '/my/wave': WaveScreen,
}
