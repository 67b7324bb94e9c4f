import { BeginScreen } from '../slices/begin/begin.tsx'
import { HelpScreen } from '../slices/help/help.tsx'
import { JoinScreen } from '../slices/join/join.tsx'
import { SignInScreen } from '../slices/sign-in/sign-in.tsx'
import { OutScreen } from '../slices/welcome/out.tsx'
import { WelcomeScreen } from '../slices/welcome/welcome.tsx'
import { PublicFrame } from '../ui/public-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = PublicFrame

export const screens: ScreenBundle['screens'] = {
  '/': WelcomeScreen,
  '/begin': BeginScreen,
  '/sign-in': SignInScreen,
  '/help': HelpScreen,
  '/join/$code': JoinScreen,
  '/out': OutScreen,
}
