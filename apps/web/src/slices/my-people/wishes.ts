import type { Wish } from '@cairn/contract/matching.ts'

/** What must be shared with a mentor, in her own order. Pure. */

export const MOST_WISHES = 12

export const sameWish = (a: Pick<Wish, 'about' | 'value'>, b: Pick<Wish, 'about' | 'value'>): boolean =>
  a.about === b.about && a.value === b.value

/** A tap adds a wish behind the others, a second tap takes it away. The order of tapping is the order of importance. */
export function tapWish(ranked: readonly Wish[], wish: Omit<Wish, 'must'>): Wish[] {
  const without = ranked.filter((held) => !sameWish(held, wish as Wish))
  if (without.length < ranked.length) return without
  return ranked.length >= MOST_WISHES ? [...ranked] : [...ranked, { ...wish, must: false } as Wish]
}

/** Moves one wish up. The first stays the first. */
export function moveUp(ranked: readonly Wish[], at: number): Wish[] {
  if (at <= 0 || at >= ranked.length) return [...ranked]
  return [...ranked.slice(0, at - 1), ranked[at]!, ranked[at - 1]!, ...ranked.slice(at + 1)]
}

/** Better wait than go without: on, or off again. */
export const toggleMust = (ranked: readonly Wish[], at: number): Wish[] =>
  ranked.map((wish, index) => (index === at ? { ...wish, must: !wish.must } : wish))
