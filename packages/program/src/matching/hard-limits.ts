import type { Language, TimeOfWeek } from '../people/vocabulary.ts'
import type { HardLimit } from './vocabulary.ts'

export interface LimitedMentor {
  id: string
  status: 'available' | 'paused' | 'leave' | 'returning' | 'ended'
  isAway: boolean
  languages: readonly Language[]
  capacity: number
  /** How many people she has now. */
  people: number
  /** Empty: not said, so no limit. */
  times: readonly TimeOfWeek[]
}

export interface LimitedParticipant {
  id: string
  /** Languages in which she can talk with a mentor. */
  languages: readonly Language[]
  /** Ids of people whom she must not meet. */
  mustNotMeet: ReadonlySet<string>
  /** Times that she can; empty: not said, so no limit. */
  times: readonly TimeOfWeek[]
}

export const freePlaces = (mentor: Pick<LimitedMentor, 'capacity' | 'people'>): number =>
  Math.max(0, mentor.capacity - mentor.people)

/** Every hard limit that keeps these two apart now; an empty list means that they may be put together. */
export function limitsBetween(participant: LimitedParticipant, mentor: LimitedMentor): HardLimit[] {
  const limits: HardLimit[] = []
  if (participant.id === mentor.id) limits.push('self')
  if (participant.mustNotMeet.has(mentor.id)) limits.push('must_not_meet')
  if (!participant.languages.some((language) => mentor.languages.includes(language))) limits.push('language')
  if (mentor.status !== 'available' && mentor.status !== 'returning') limits.push('not_available')
  if (mentor.isAway) limits.push('away')
  if (freePlaces(mentor) === 0) limits.push('full')
  if (
    participant.times.length > 0 &&
    mentor.times.length > 0 &&
    !participant.times.some((time) => mentor.times.includes(time))
  )
    limits.push('hours')
  return limits
}
