import type { MentorLine } from '@cairn/contract/mentors.ts'
import type { z } from 'zod'

type Line = z.output<typeof MentorLine>

/** Mentors who could cover: here, and those with free places first. */
export function coversOf(mentorId: string, others: readonly Line[]): Line[] {
  return others
    .filter(({ id, away, status }) => id !== mentorId && away === null && status === 'available')
    .sort((a, b) => b.freePlaces - a.freePlaces)
}
