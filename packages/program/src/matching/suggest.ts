import type { MeetingWay } from '../calendar/vocabulary.ts'
import type { Experience, Gender, Language, TimeOfWeek } from '../people/vocabulary.ts'
import { freePlaces, type LimitedMentor, type LimitedParticipant, limitsBetween } from './hard-limits.ts'
import { HARD_LIMITS, type HardLimit } from './vocabulary.ts'

export type Wish = { must: boolean } & (
  | { about: 'experience'; value: Experience }
  | { about: 'gender'; value: Gender }
  | { about: 'times'; value: TimeOfWeek }
  | { about: 'way'; value: MeetingWay }
)

export interface Seeker extends LimitedParticipant {
  /** Most important first. */
  ranked: readonly Wish[]
}

export interface OfferingMentor extends LimitedMentor {
  gender: Gender | null
  ways: readonly MeetingWay[]
  /** Only what she released; the rest is as if unknown. */
  livedReleased: readonly Experience[]
}

export type Reason =
  | { code: 'shares'; topic: Experience; wishRank: number }
  | { code: 'does_not_share'; topic: Experience; wishRank: number }
  | { code: 'gender'; gender: Gender; wishRank: number }
  | { code: 'time'; time: TimeOfWeek; wishRank: number | null }
  | { code: 'way'; way: MeetingWay; wishRank: number | null }
  | { code: 'language'; language: Language }
  | { code: 'free_places'; count: number }

export interface Suggested {
  mentorId: string
  freePlaces: number
  reasons: Reason[]
}

export interface Suggestions {
  items: Suggested[]
  /** How many mentors each limit leaves out; one mentor may count under several. */
  leftOut: Map<HardLimit, number>
}

function meets(wish: Wish, mentor: OfferingMentor): boolean {
  switch (wish.about) {
    case 'experience':
      return mentor.livedReleased.includes(wish.value)
    case 'gender':
      return mentor.gender === wish.value
    case 'times':
      return mentor.times.includes(wish.value)
    case 'way':
      return mentor.ways.includes(wish.value)
  }
}

function reasonOf(wish: Wish, isMet: boolean, wishRank: number): Reason[] {
  if (!isMet) return wish.about === 'experience' ? [{ code: 'does_not_share', topic: wish.value, wishRank }] : []
  switch (wish.about) {
    case 'experience':
      return [{ code: 'shares', topic: wish.value, wishRank }]
    case 'gender':
      return [{ code: 'gender', gender: wish.value, wishRank }]
    case 'times':
      return [{ code: 'time', time: wish.value, wishRank }]
    case 'way':
      return [{ code: 'way', way: wish.value, wishRank }]
  }
}

/** Why this mentor, in the order of the wishes; then what holds for everybody who is suggested. */
export function reasonsFor(seeker: Seeker, mentor: OfferingMentor): Reason[] {
  const wished = seeker.ranked.flatMap((wish, rank) => reasonOf(wish, meets(wish, mentor), rank + 1))
  const timeSaid = wished.some((reason) => reason.code === 'time')
  const time = timeSaid ? undefined : seeker.times.find((one) => mentor.times.includes(one))
  const language = seeker.languages.find((one) => mentor.languages.includes(one))
  return [
    ...wished,
    ...(time ? [{ code: 'time', time, wishRank: null } as const] : []),
    ...(language ? [{ code: 'language', language } as const] : []),
    { code: 'free_places', count: freePlaces(mentor) },
  ]
}

/** Earlier wishes outweigh all later ones together: the first wish decides before the second is looked at. */
function compareByWishes(seeker: Seeker, a: OfferingMentor, b: OfferingMentor): number {
  for (const wish of seeker.ranked) {
    const difference = Number(meets(wish, b)) - Number(meets(wish, a))
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * The mentors who may be put together with this person, best first: by her wishes in her order (what she must have is a
 * limit), then her first language, then who has more free places, then the id. It never looks at anything not released.
 *
 * @param most how many to give at most
 */
export function suggest(seeker: Seeker, mentors: readonly OfferingMentor[], most: number): Suggestions {
  const leftOut = new Map<HardLimit, number>()
  const fit = mentors.filter((mentor) => {
    const limits = limitsBetween(seeker, mentor)
    for (const limit of limits) leftOut.set(limit, (leftOut.get(limit) ?? 0) + 1)
    return limits.length === 0 && seeker.ranked.every((wish) => !wish.must || meets(wish, mentor))
  })
  const language = (mentor: OfferingMentor) => Number(mentor.languages.includes(seeker.languages[0]!))
  const best = fit.toSorted(
    (a, b) =>
      compareByWishes(seeker, a, b) ||
      language(b) - language(a) ||
      freePlaces(b) - freePlaces(a) ||
      (a.id < b.id ? -1 : 1),
  )
  return {
    items: best.slice(0, most).map((mentor) => ({
      mentorId: mentor.id,
      freePlaces: freePlaces(mentor),
      reasons: reasonsFor(seeker, mentor),
    })),
    leftOut: new Map(HARD_LIMITS.flatMap((limit) => (leftOut.has(limit) ? [[limit, leftOut.get(limit)!]] : []))),
  }
}
