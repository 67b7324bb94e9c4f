import type { Random } from '@cairn/statistics/random/random.ts'
import { FAMILY_NAMES, GIVEN_NAMES } from './names.ts'
import type { SimulatedProgramOptions } from './options.ts'
import type {
  BaselineRow,
  Language,
  MentorRow,
  ParticipantRow,
  SharedExperience,
  StaffRow,
  StartStyle,
  Substance,
  TimeOfWeek,
} from './person-rows.ts'
import { between, chance, clamp, key, pick, pickWeighted, rating } from './random-choices.ts'

const TIMES: readonly TimeOfWeek[] = ['weekday_morning', 'weekday_afternoon', 'weekday_evening', 'weekend']
const OTHER_EXPERIENCE: readonly SharedExperience[] = ['parent', 'prison', 'military', 'grief', 'living_without_home']
const SUBSTANCES: Record<Substance, number> = { opioids: 45, alcohol: 28, methamphetamine: 17, cocaine: 10 }

export const STAFF: readonly StaffRow[] = [
  { key: 's-coordinator', role: 'coordinator', givenName: 'Maya', familyName: 'Whitfield', language: 'en' },
  { key: 's-supervisor-1', role: 'supervisor', givenName: 'Carol', familyName: 'Brandt', language: 'en' },
  { key: 's-supervisor-2', role: 'supervisor', givenName: 'Ramón', familyName: 'Ortega', language: 'es' },
  { key: 's-clinician', role: 'clinician', givenName: 'Priya', familyName: 'Nair', language: 'en' },
  { key: 's-evaluator', role: 'evaluator', givenName: 'Jonas', familyName: 'Hale', language: 'en' },
  { key: 's-administrator', role: 'administrator', givenName: 'Ruth', familyName: 'Amado', language: 'en' },
]

function nameOf(random: Random, language: Language, gender: 'woman' | 'man') {
  return { givenName: pick(random, GIVEN_NAMES[language][gender]), familyName: pick(random, FAMILY_NAMES[language]) }
}

const someTimes = (random: Random): TimeOfWeek[] => {
  const times = TIMES.filter(() => chance(random, 0.5))
  return times.length > 0 ? times : [pick(random, TIMES)]
}

/** Mentors: most joined before the program opened, the rest during its first half. */
export function makeMentors(random: Random, options: SimulatedProgramOptions): MentorRow[] {
  return Array.from({ length: options.mentors }, (_, i) => {
    const gender = chance(random, 0.5) ? 'woman' : 'man'
    const language: Language = chance(random, 0.25) ? 'es' : 'en'
    const both = chance(random, language === 'es' ? 0.8 : 0.2)
    const first = i === 0 ? { givenName: 'Dana', familyName: 'Mercer' } : nameOf(random, language, gender)
    const substance = pickWeighted(random, SUBSTANCES)
    return {
      key: key('m', i + 1, 3),
      ...first,
      gender: i === 0 ? 'woman' : gender,
      languages: i === 0 ? ['en', 'es'] : both ? [language, language === 'es' ? 'en' : 'es'] : [language],
      joinedOn:
        i < options.mentors * 0.6 ? -between(random, 20, 300) : between(random, 0, Math.floor(options.days / 2)),
      status: 'active',
      leftOn: null,
      capacity: between(random, 3, 6),
      livedExperience: [
        substance,
        ...(substance === 'opioids' && chance(random, 0.5) ? (['medication_for_recovery'] as const) : []),
        ...OTHER_EXPERIENCE.filter(() => chance(random, 0.3)),
      ],
      availability: someTimes(random),
      supervisorKey: i % 2 === 0 ? 's-supervisor-1' : 's-supervisor-2',
    }
  })
}

/** Participants in the order in which they come; the last three came yesterday and today. */
export function makeParticipants(
  random: Random,
  options: SimulatedProgramOptions,
  mentors: readonly MentorRow[],
): ParticipantRow[] {
  const openings = Array.from({ length: options.participants }, () =>
    openDay(random.below(options.days), options),
  ).sort((a, b) => a - b)
  for (let back = 1; back <= 3 && back < openings.length; back++)
    openings[openings.length - back] = options.days - (back === 3 ? 1 : 0)
  return openings.map((enrolledOn, i) => makeParticipant(random, i, enrolledOn, options, mentors))
}

/** Nobody enrolls on a Sunday. */
function openDay(day: number, options: SimulatedProgramOptions): number {
  return weekdayOf(day, options) === 7 ? Math.min(day + 1, options.days) : day
}

/** ISO weekday of a program day. */
export function weekdayOf(day: number, options: { days: number; nowWeekday: number }): number {
  return ((((options.nowWeekday - 1 + day - options.days) % 7) + 7) % 7) + 1
}

function makeParticipant(
  random: Random,
  i: number,
  enrolledOn: number,
  options: SimulatedProgramOptions,
  mentors: readonly MentorRow[],
): ParticipantRow {
  const gender = chance(random, 0.45) ? 'woman' : 'man'
  const language: Language = chance(random, 0.28) ? 'es' : 'en'
  const substance = pickWeighted(random, SUBSTANCES)
  const baselineOn = enrolledOn + between(random, 0, 20)
  const baseline = makeBaseline(random, substance, enrolledOn, baselineOn)
  const readiness = rating(random, 6, 2, 0, 10)
  const reach = pickWeighted(random, { app: 55, sms: 25, phone: 15, paper: 5 })
  const enrolledBy = pickWeighted(random, { link: 45, walk_in: 25, referral_card: 25, paper: 5 })
  const isToday = enrolledOn === options.days
  const enrolledMinute = isToday
    ? Math.min(between(random, 7 * 60, 9 * 60), options.nowMinute)
    : between(random, 8 * 60, 19 * 60)
  const experience: SharedExperience[] = [substance, ...OTHER_EXPERIENCE.filter(() => chance(random, 0.25))]
  if (baseline.takesMedicationForRecovery) experience.push('medication_for_recovery')
  return {
    key: key('p', i + 1),
    ...nameOf(random, language, gender),
    gender,
    age: clamp(Math.round(38 + 12 * random.normal()), 18, 74),
    language,
    enrolledOn,
    enrolledMinute,
    enrolledBy,
    greetedAt: null,
    greetedByKey: null,
    reach,
    mayLeaveMessage: chance(random, 0.6),
    someoneElseSeesPhone: chance(random, 0.22),
    helpFirst: pickWeighted(random, {
      mentor: 40,
      somebody_to_talk_to: 18,
      group: 12,
      ride: 8,
      food_kids: 8,
      call: 6,
      clinic_medicine: 5,
      other: 3,
    }),
    fundingSource: pickWeighted(random, { state_opioid_response: 40, block_grant: 30, settlement_fund: 15, none: 15 }),
    status: 'waiting',
    statusSince: enrolledOn,
    baseline: baselineOn <= options.days && chance(random, 0.93) ? baseline : null,
    readiness: {
      answeredOn: enrolledOn,
      importance: rating(random, 8, 1.5, 0, 10),
      confidence: rating(random, readiness - 1, 1.5, 0, 10),
      readiness,
      startStyle: startStyleOf(random, readiness),
    },
    wishes: {
      answeredOn: enrolledOn,
      wantsMentor: chance(random, 0.86),
      ranked: random.shuffle(experience).slice(0, 3),
      gender: pickWeighted(
        random,
        gender === 'woman' ? { woman: 55, no_preference: 43, man: 2 } : { woman: 5, no_preference: 65, man: 30 },
      ),
      availability: someTimes(random),
      mustNotMeet: chance(random, 0.05) ? [pick(random, mentors).key] : [],
    },
  }
}

function makeBaseline(random: Random, substance: Substance, enrolledOn: number, answeredOn: number): BaselineRow {
  const inTreatment = chance(random, 0.55)
  const recent = chance(random, 0.12)
  return {
    answeredOn,
    mode: pickWeighted(random, { self: 55, together: 35, phone: 7, paper: 3 }),
    substances: chance(random, 0.3) ? [...new Set([substance, pickWeighted(random, SUBSTANCES)])] : [substance],
    lastUseOn: enrolledOn - (recent ? between(random, 1, 6) : between(random, 7, 75)),
    daysUsedOf30: rating(random, 16, 8, 1, 30),
    yearsOfUse: clamp(Math.round(9 + 6 * random.normal()), 1, 40),
    inTreatment,
    takesMedicationForRecovery: substance === 'opioids' && chance(random, inTreatment ? 0.7 : 0.2),
    hasHousing: chance(random, 0.75),
  }
}

/** How somebody would like to start goes with how ready they feel. */
function startStyleOf(random: Random, readiness: number): StartStyle {
  return readiness >= 7
    ? pickWeighted(random, { meet: 50, often: 35, write: 10, listen: 5 })
    : pickWeighted(random, { listen: 35, write: 30, meet: 30, often: 5 })
}
