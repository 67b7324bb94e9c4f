import { AnswerPage } from '../slices/study/answer-page.tsx'
import { LandingPage } from '../slices/study/landing-page.tsx'
import { DeskShell } from '../ui/desk-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = DeskShell

export const screens: ScreenBundle['screens'] = {
  '/study': LandingPage,
  '/study/answer': AnswerPage,
}
