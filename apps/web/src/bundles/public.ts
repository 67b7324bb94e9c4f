import { PublicShell } from '../ui/public-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = PublicShell

export const screens: ScreenBundle['screens'] = {}
