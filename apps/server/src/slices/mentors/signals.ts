import { type AwayFacts, mentorAwayWithoutCover } from '@cairn/program/signals/mentor-away-without-cover.ts'
import type { Signal } from '../attention/index.ts'
import { countWithoutCover, listAbsences } from './queries.ts'

/** About mentors: subjects who are not, or who are here, are absent from the answer. */
export const awayWithoutCover: Signal<AwayFacts> = {
  name: 'mentor_away_without_cover',
  async load(ctx, subjectIds) {
    const absences = await listAbsences(ctx, subjectIds)
    const without = await countWithoutCover(ctx, [...absences.keys()])
    return new Map(
      [...absences].map(([mentorId, absence]) => [
        mentorId,
        {
          absenceId: absence.id,
          mentorId,
          fromOn: absence.fromOn,
          backOn: absence.backOn,
          announcedAt: absence.announcedAt,
          withoutCover: without.get(mentorId) ?? 0,
        },
      ]),
    )
  },
  rule: mentorAwayWithoutCover,
}
