/** The field's words about people, as they stand in SQL, JSON and the data set. Labels are in content/. */

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** How an act was done: alone, together with staff or mentor, by phone, on paper. */
export const MODES = ['self', 'together', 'phone', 'paper'] as const
export type Mode = (typeof MODES)[number]

export const STATUSES = ['referred', 'waiting', 'active', 'paused', 'finished', 'left'] as const
export type Status = (typeof STATUSES)[number]

/** How somebody wants to be reached. */
export const REACH = ['app', 'text', 'phone', 'email', 'paper'] as const
export type Reach = (typeof REACH)[number]

/** What would help first. */
export const HELP_FIRST = [
  'somebody_to_talk_to',
  'mentor',
  'group',
  'call',
  'ride',
  'food_kids',
  'clinic_medicine',
  'other',
] as const
export type HelpFirst = (typeof HELP_FIRST)[number]

export const SUBSTANCES = [
  'opioids',
  'alcohol',
  'methamphetamine',
  'cocaine',
  'benzodiazepines',
  'cannabis',
  'nicotine',
  'other',
] as const
export type Substance = (typeof SUBSTANCES)[number]

export const USE_GOALS = ['stop', 'use_less', 'stay_safe', 'stay_as_i_am', 'not_sure'] as const
export type UseGoal = (typeof USE_GOALS)[number]

export const PATHWAYS = [
  'medication',
  'treatment',
  'twelve_steps',
  'other_groups',
  'faith',
  'culture',
  'use_less',
  'on_my_own',
] as const
export type Pathway = (typeof PATHWAYS)[number]

/** What a mentor may have lived through, and what somebody may wish to share with a mentor. */
export const EXPERIENCES = [
  'opioids',
  'alcohol',
  'methamphetamine',
  'cocaine',
  'medication_for_recovery',
  'parent',
  'prison',
  'military',
  'grief',
  'living_without_home',
] as const
export type Experience = (typeof EXPERIENCES)[number]

export const GENDERS = ['woman', 'man', 'another'] as const
export type Gender = (typeof GENDERS)[number]

/** Parts of the week in which somebody can meet or talk. */
export const TIMES_OF_WEEK = ['weekday_morning', 'weekday_afternoon', 'weekday_evening', 'weekend'] as const
export type TimeOfWeek = (typeof TIMES_OF_WEEK)[number]

/** 'How would you like to start?' It shapes the start, never the door, and never a rank. */
export const START_STYLES = ['listen', 'write', 'meet', 'often'] as const
export type StartStyle = (typeof START_STYLES)[number]

export const SHARING = ['yes', 'just_me', 'ask_each_time'] as const
export type Sharing = (typeof SHARING)[number]
