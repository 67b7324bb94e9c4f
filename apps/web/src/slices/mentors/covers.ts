import type { MentorLine } from '@cairn/contract/mentors.ts'
import type { z } from 'zod'

type Line = z.output<typeof MentorLine>

/** Mentors who could cover: here; those who speak every language of the one who is away first, then those with free places. */
export function coversOf(mentorId: string, others: readonly Line[]): Line[] {
  const languages = others.find(({ id }) => id === mentorId)?.languages ?? []
  const shared = (one: Line) => languages.filter((language) => one.languages.includes(language)).length
  return others
    .filter(({ id, away, status }) => id !== mentorId && away === null && status === 'available')
    .sort((a, b) => shared(b) - shared(a) || b.freePlaces - a.freePlaces)
}
