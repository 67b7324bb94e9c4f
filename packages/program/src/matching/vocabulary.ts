export const MATCH_STATUSES = ['proposed', 'accepted', 'declined', 'withdrawn', 'ended'] as const
export type MatchStatus = (typeof MATCH_STATUSES)[number]

/** Why two people cannot be put together; all of them are asked before any wish. */
export const HARD_LIMITS = ['language', 'must_not_meet', 'full', 'not_available', 'away', 'hours', 'self'] as const
export type HardLimit = (typeof HARD_LIMITS)[number]

export const MATCH_ENDS = [
  'agreed',
  'moved',
  'no_longer_wanted',
  'lost_contact',
  'mentor_left',
  'changed_mentor',
  'died',
] as const
export type MatchEnd = (typeof MATCH_ENDS)[number]

/** Why somebody has no mentor yet. */
export const WAITING_REASONS = [
  'not_greeted',
  'wishes_missing',
  'proposal_waits_for_mentor',
  'proposal_waits_for_participant',
  'nobody_fits',
  'nobody_free',
  'to_be_proposed',
] as const
export type WaitingReason = (typeof WAITING_REASONS)[number]
