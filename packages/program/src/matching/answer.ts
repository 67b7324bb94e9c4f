export type Answer = 'yes' | 'no'
export type Side = 'participant' | 'mentor'

export interface Answers {
  status: string
  participantAnswer: Answer | null
  mentorAnswer: Answer | null
}

export type AfterAnswer =
  | { refused: 'answered_already' }
  | { refused?: undefined; status: 'proposed' | 'declined' | 'accepted'; changed: boolean }

/** What an answer does to a proposal: two yes make a match, one no ends it, and the same answer twice changes nothing. */
export function answerProposal(match: Answers, side: Side, answer: Answer): AfterAnswer {
  const before = side === 'mentor' ? match.mentorAnswer : match.participantAnswer
  const other = side === 'mentor' ? match.participantAnswer : match.mentorAnswer
  if (before === answer && match.status !== 'withdrawn' && match.status !== 'ended')
    return { status: match.status as 'proposed' | 'declined' | 'accepted', changed: false }
  if (match.status !== 'proposed') return { refused: 'answered_already' }
  if (answer === 'no') return { status: 'declined', changed: true }
  return { status: other === 'yes' ? 'accepted' : 'proposed', changed: true }
}

/** Who still has to answer an open proposal. */
export function waitsFor(match: Answers): Side | 'both' | null {
  if (match.status !== 'proposed') return null
  if (match.participantAnswer === null && match.mentorAnswer === null) return 'both'
  return match.participantAnswer === null ? 'participant' : match.mentorAnswer === null ? 'mentor' : null
}
