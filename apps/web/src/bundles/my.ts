import { createElement, type ReactNode } from 'react'
import { WaveScreen } from '../slices/coping/wave.tsx'
import { PhoneShell } from '../ui/phone-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = ({ children }: { children: ReactNode }) =>
  createElement(PhoneShell, { bundle: 'my', children })

export const screens: ScreenBundle['screens'] = {
  '/my/wave': WaveScreen,
}
