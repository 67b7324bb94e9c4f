import type { DueThing, Sitting } from '@cairn/contract/today.ts'
import { mergeIntoSittings, type Windowed } from '@cairn/program/return-to-use/ask-schedule.ts'
import type { z } from 'zod'

type Thing = z.infer<typeof DueThing>
/** A thing that is open now, with its window in days. */
export interface OpenThing {
  thing: Thing
  opensOn: number
  closesOn: number
}

/** Seconds that a thing takes a person who reads slowly: for 'about 2 minutes', never for a limit. */
function secondsOf(thing: Thing): number {
  if (thing.kind === 'assessment') return 10 + 8 * thing.items
  return { questions: 40, check_in: 20, baseline: 120, answer_match: 60, sign_agreement: 120 }[thing.kind]
}

/**
 * What is done in one sitting now: the things whose windows meet today, in the order given.
 * @param open things of which each is open today
 * @returns null when nothing, or one thing alone, is open
 */
export function sittingOf(open: readonly OpenThing[], today: number): z.infer<typeof Sitting> | null {
  const windows = open.map(
    ({ opensOn, closesOn }, at): Windowed => ({ id: String(at), opensOn, dueOn: opensOn, closesOn }),
  )
  const now = mergeIntoSittings(windows).find((sitting) => sitting.opensOn <= today && today <= sitting.closesOn)
  const things = open.filter((_, at) => now?.ids.includes(String(at))).map(({ thing }) => thing)
  if (things.length < 2) return null
  return { things, minutes: Math.ceil(things.reduce((sum, thing) => sum + secondsOf(thing), 0) / 60) }
}
