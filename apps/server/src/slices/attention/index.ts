import './tables.ts'

export { attentionDue } from './due.ts'
export type { AnySignal, Signal } from './signal.ts'
