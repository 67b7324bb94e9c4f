export const MEETING_WAYS = ['in_person', 'video', 'phone', 'messages'] as const
export type MeetingWay = (typeof MEETING_WAYS)[number]

export const OCCURRENCE_KINDS = ['meeting', 'group', 'appointment', 'supervision'] as const
export type OccurrenceKind = (typeof OCCURRENCE_KINDS)[number]

export const OCCURRENCE_STATUSES = ['planned', 'held', 'cancelled', 'moved'] as const
export type OccurrenceStatus = (typeof OCCURRENCE_STATUSES)[number]

export const ATTENDANCES = ['came', 'came_late', 'could_not_come', 'did_not_come'] as const
export type Attendance = (typeof ATTENDANCES)[number]
