import type { Status } from './vocabulary.ts'

/** Where somebody may go from where she stands; leaving and coming back are always open. */
const NEXT: Record<Status, readonly Status[]> = {
  referred: ['waiting', 'active', 'left'],
  waiting: ['active', 'paused', 'finished', 'left'],
  active: ['waiting', 'paused', 'finished', 'left'],
  paused: ['waiting', 'active', 'finished', 'left'],
  finished: ['waiting', 'active'],
  left: ['waiting', 'active'],
}

export const isGone = (status: Status): boolean => status === 'finished' || status === 'left'

/** What a move means for the episode of care: coming back opens a new one, and the history stays. */
export type EpisodeStep = 'stays' | 'ends' | 'begins'

/**
 * Whether a person may move from one status to another, and what becomes of the episode.
 * @returns undefined when the move does not exist
 */
export function stepOf(from: Status, to: Status): EpisodeStep | undefined {
  if (!NEXT[from].includes(to)) return undefined
  if (isGone(from)) return 'begins'
  return isGone(to) ? 'ends' : 'stays'
}
