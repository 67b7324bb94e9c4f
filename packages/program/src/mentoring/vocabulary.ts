/** Did it happen? */
export const TALK_OUTCOMES = ['happened', 'participant_could_not_come', 'mentor_could_not', 'moved'] as const
export type TalkOutcome = (typeof TALK_OUTCOMES)[number]

/** General chips of what was worked on; open steps of the plan stand before them when there is a plan. */
export const WORKED_ON = ['plan', 'triggers', 'health', 'housing', 'work', 'family', 'listening'] as const
export type WorkedOn = (typeof WORKED_ON)[number]

/** General chips of what was tried; the person's own toolkit stands before them. */
export const TRIED = [
  'ride_the_wave',
  'slow_breath',
  'hold_on_to_the_room',
  'call_someone',
  'walk',
  'group',
  'change_of_place',
  'write_it_down',
] as const
export type Tried = (typeof TRIED)[number]

export const RELATIONSHIP_STAGES = ['accepted', 'active', 'closed'] as const
export type RelationshipStage = (typeof RELATIONSHIP_STAGES)[number]

export const COVER_CHOICES = ['wait', 'cover', 'change'] as const
export type CoverChoice = (typeof COVER_CHOICES)[number]
