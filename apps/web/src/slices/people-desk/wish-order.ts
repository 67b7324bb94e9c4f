import type { Wish } from '@cairn/contract/matching.ts'

const isSame = (a: Wish, b: Wish) => a.about === b.about && a.value === b.value

/** Puts a wish at the end of her order, or takes it out; the order of the others stays. */
export const toggledWish = (ranked: readonly Wish[], wish: Wish): Wish[] =>
  ranked.some((one) => isSame(one, wish)) ? ranked.filter((one) => !isSame(one, wish)) : [...ranked, wish]

/** One place up. */
export function raised(ranked: readonly Wish[], at: number): Wish[] {
  const next = [...ranked]
  if (at > 0 && at < next.length) [next[at - 1], next[at]] = [next[at]!, next[at - 1]!]
  return next
}
