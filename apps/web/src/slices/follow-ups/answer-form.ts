import type { answerFollowUp } from '@cairn/contract/follow-ups.ts'
import type { COURSES, MAY_KNOW, USE_ANSWERS } from '@cairn/contract/outcomes.ts'
import type { Substance } from '@cairn/program/people/vocabulary.ts'
import type { z } from 'zod'
import { addDays, daysFrom } from '../../ui/days.ts'
import { type DoneForm, doneOf, isDone } from '../people-desk/done.ts'

/** An answer that is entered together with the person. Nothing is preselected. */
export interface AnswerForm {
  id: string
  answer: (typeof USE_ANSWERS)[number] | null
  days: string[]
  otherDaysWithoutUse: boolean
  substances: Substance[]
  course: (typeof COURSES)[number] | null
  mayKnow: (typeof MAY_KNOW)[number] | null
  done: DoneForm
}

/** Every day of the unknown stretches, in order: only these are asked about. */
export const daysOf = (ranges: readonly { from: string; to: string }[]): string[] =>
  ranges.flatMap(({ from, to }) => Array.from({ length: daysFrom(from, to) + 1 }, (_, at) => addDays(from, at)))

/** What is missing before it can be saved. A yes without days is an answer, too: 'not sure when'. */
export const canAnswer = (form: AnswerForm): boolean => form.answer !== null && isDone(form.done)

/**
 * The answer as it is sent. A no covers every day that was asked about; with a yes the other days count as without use
 * only when she went through them; 'rather not say' carries nothing.
 */
export function answerBody(
  form: AnswerForm,
  { now, zone, day, alwaysTellSupervisor }: { now: number; zone: string; day: string; alwaysTellSupervisor: boolean },
): z.input<typeof answerFollowUp.schema.body> {
  const isYes = form.answer === 'yes'
  return {
    id: form.id,
    recordedAt: new Date(now).toISOString(),
    zone,
    day,
    answer: form.answer!,
    days: isYes ? form.days.map((one) => ({ day: one, state: 'used' as const, substances: form.substances })) : [],
    otherDaysWithoutUse: form.answer === 'no' || (isYes && form.otherDaysWithoutUse),
    course: isYes ? form.course : null,
    mayKnow: isYes ? form.mayKnow : null,
    supervisorToldSaid: alwaysTellSupervisor,
    done: doneOf(form.done),
  }
}
