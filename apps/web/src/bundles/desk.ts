import { DeskShell } from '../ui/desk-shell.tsx'
import type { ScreenBundle } from './bundle.ts'

export const Shell: ScreenBundle['Shell'] = DeskShell

export const screens: ScreenBundle['screens'] = {}
