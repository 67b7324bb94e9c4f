import type { NextMeeting } from '@cairn/contract/today.ts'
import type { z } from 'zod'
import type { Language } from '../../platform/problem.ts'
import type { OccurrenceView } from './queries.ts'

/** A meeting or group in the words of a first page: neutral, by first name or the group's name. */
export function asNextMeeting(
  view: OccurrenceView,
  reader: 'participant' | 'host',
  language: Language,
): z.infer<typeof NextMeeting> {
  const group = view.kind === 'group'
  return {
    occurrenceId: view.id,
    kind: group ? 'group' : 'one_to_one',
    with: group
      ? (view.name?.[language] ?? view.name?.en ?? '…')
      : ((reader === 'host' ? view.participant?.name : view.host?.name) ?? '…'),
    startsAt: String(view.startsAt),
    minutes: view.minutes,
    how: view.way,
    place: view.place,
  }
}
