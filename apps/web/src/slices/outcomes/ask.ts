/** An answer to an open question about days. Pure. */

export interface AskDraft {
  answer: 'no' | 'some' | 'right' | 'rather_not_say' | null
  used: readonly string[]
  mayKnow: 'mentor' | 'mentor_and_safety_lead' | 'nobody' | null
  course: 'once' | 'still_going' | 'not_sure' | null
}

/** 'Some' without a day is an answer, too: she may not know which. */
export const canSendAsk = (draft: AskDraft): boolean => draft.answer !== null

/** What is sent: the five-way end is decided by the server from this. */
export function askBody(
  draft: AskDraft,
  ask: { kind: 'days' | 'confirm' },
  { knownUse, supervisorToldSaid }: { knownUse: boolean; supervisorToldSaid: boolean },
) {
  const isYes = draft.answer === 'some' || (draft.answer === 'right' && knownUse)
  return {
    answer:
      draft.answer === 'rather_not_say' ? ('rather_not_say' as const) : isYes ? ('yes' as const) : ('no' as const),
    days: draft.answer === 'some' ? draft.used.map((day) => ({ day, state: 'used' as const })) : [],
    // Only when she marked days did she go through them all; 'some, but not sure when' leaves the others unknown.
    otherDaysWithoutUse:
      draft.answer === 'no' || ask.kind === 'confirm' || (draft.answer === 'some' && draft.used.length > 0),
    course: draft.answer === 'some' ? draft.course : null,
    mayKnow: draft.answer === 'some' ? draft.mayKnow : null,
    supervisorToldSaid,
  }
}
