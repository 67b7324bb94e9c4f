import type { SignalPolicy } from '@cairn/program/signals/policy.ts'
import type { SignalName, Verdict } from '@cairn/program/signals/signal.ts'
import type { Context } from '../../platform/context.ts'

/**
 * What a slice gives to attention. `load` is set-based: some hundred subjects (participants or mentors) in one or two
 * queries, and a subject that the signal is not about is absent from its answer. `rule` is pure, in packages/program/src/signals.
 * The context's actor is the organization itself: no person, and nothing that it reads is audited.
 */
export interface Signal<Facts> {
  name: SignalName
  load(ctx: Context, subjectIds: readonly string[]): Promise<Map<string, Facts>>
  rule(facts: Facts, policy: SignalPolicy, now: Temporal.Instant): Verdict
}

// biome-ignore lint/suspicious/noExplicitAny: each signal has facts of its own
export type AnySignal = Signal<any>
