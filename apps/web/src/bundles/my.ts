import { createElement, type ReactNode } from 'react'
import { readToday } from '../slices/my-today/readings.ts'
import { TodayScreen } from '../slices/my-today/today.tsx'
import { PhoneShell } from '../ui/phone-shell.tsx'
import type { LaterScreen, ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = ({ children }: { children: ReactNode }) =>
  createElement(PhoneShell, { bundle: 'my', children })

type Later = typeof import('./my-later.ts')
/** Today is what a phone opens; the other screens come behind it, and Ride it out alone, because it may be opened first. */
const later = (name: keyof Later): LaterScreen => ({ fetch: async () => (await import('./my-later.ts'))[name] })

export const screens: ScreenBundle['screens'] = {
  '/my/today': TodayScreen,
  '/my/check': later('CheckScreen'),
  '/my/check/days': later('DaysScreen'),
  '/my/people': later('PeopleScreen'),
  '/my/people/wishes': later('WishesScreen'),
  '/my/people/agreement/$id': later('AgreementScreen'),
  '/my/me': later('MeScreen'),
  '/my/me/who-sees': later('WhoSeesScreen'),
  '/my/me/phone': later('PhoneScreen'),
  '/my/card': later('CardScreen'),
  '/my/questions/$instrument': later('QuestionsScreen'),
  '/my/wave': { fetch: async () => (await import('../slices/coping/wave.tsx')).WaveScreen },
}

export const readings: ScreenBundle['readings'] = { '/my/today': readToday }
