import { createElement, type ReactNode } from 'react'
import { QuestionsScreen } from '../slices/assessments/questions.tsx'
import { CheckScreen } from '../slices/check-ins/check.tsx'
import { WaveScreen } from '../slices/coping/wave.tsx'
import { CardScreen } from '../slices/my-card/card.tsx'
import { MeScreen } from '../slices/my-me/me.tsx'
import { PhoneScreen } from '../slices/my-me/phone.tsx'
import { WhoSeesScreen } from '../slices/my-me/who-sees.tsx'
import { AgreementScreen } from '../slices/my-people/agreement.tsx'
import { PeopleScreen } from '../slices/my-people/people.tsx'
import { WishesScreen } from '../slices/my-people/wishes-screen.tsx'
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
  '/my/people': PeopleScreen,
  '/my/people/wishes': WishesScreen,
  '/my/people/agreement/$id': AgreementScreen,
  '/my/me': MeScreen,
  '/my/me/who-sees': WhoSeesScreen,
  '/my/me/phone': PhoneScreen,
  '/my/card': CardScreen,
  '/my/questions/$instrument': QuestionsScreen,
  '/my/wave': WaveScreen,
}
